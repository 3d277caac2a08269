import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "no deadline ends the waiting for a region that holds a file and its lock; status names it, and then the patch is applied",
  async run(pair: Pair) {
    const file = join(pair.folder, "log");
    const program = await pair.start("v1", { env: { FILE: file } });
    await program.line("ready");
    const turn = async (line: string, version: string): Promise<void> => {
      program.send(line);
      await program.line(`${line} ${version}`);
    };
    await turn("write", "v1");
    const patch = await pair.patch();
    const refused = await program.refuses(patch, "TRANSACTION", "--policy", "drain", "--deadline", "0", "--timeout", "300");
    expect(refused.blockers).toMatchObject([{ function: "log file", at: expect.stringMatching(/^src\/main\.ts:34:/), count: 1 }]);
    const update = program.update(patch, "--policy", "drain", "--deadline", "0");
    await program.isAsked();
    expect((await program.status()).blockers).toMatchObject([{ function: "log file", at: expect.stringMatching(/^src\/main\.ts:34:/) }]);
    await turn("turn", "v1");
    await turn("turn", "v1");
    await program.line("written by v1");
    expect(await update).toMatchObject({ ok: true, stale: [] });
    expect(readFileSync(file, "utf8")).toBe("one v1\ntwo v1\n");
    expect(existsSync(`${file}.lock`)).toBe(false);
    await turn("write", "v2");
  },
} satisfies Scenario;

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

/** It is called between saving and rebuilding, and stays there. */
const transformers = (mark: string): string => `import { writeFileSync } from "node:fs";
import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#run:total": (old) => {
    writeFileSync(${JSON.stringify(mark)}, "");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40_000);
    return BigInt(old);
  },
});
`;

const killedBy = (signal: NodeJS.Signals): Scenario => ({
  shows: `${signal} while frames are off the stack ends the process, its client is told, and no record of the update is left`,
  async run(pair: Pair) {
    const [mark, file] = [join(pair.folder, "saving"), join(pair.folder, "transformers.ts")];
    writeFileSync(file, transformers(mark));
    const patch = await pair.patch("v1", "v2", "--transformers", file);
    const program = await pair.start();
    await program.line("running");
    const update = program.apply(patch, "--timeout", "60000");
    while (!existsSync(mark)) await sleep(10);
    program.kill(signal);
    expect(await update).toMatchObject({ code: 1, answer: { error: { code: "CONNECTION_LOST" } } });
    expect(await program.ended).toEqual({ code: null, signal });
    expect(existsSync(join(pair.out("v1"), ".ts-updatable", "in-force.json"))).toBe(false);
    expect(await program.apply(patch)).toMatchObject({ code: 2, answer: { error: { code: "NO_PROCESS" } } });
    const next = await pair.start();
    await next.line("running");
    expect(await next.status()).toMatchObject({ versions: [expect.any(String)], pending: null });
  },
});

export default [killedBy("SIGKILL"), killedBy("SIGTERM")] satisfies readonly Scenario[];

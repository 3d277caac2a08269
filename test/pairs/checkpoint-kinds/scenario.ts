import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";
import { commandLine, Running } from "../../harness/pairs-run.ts";

export default {
  shows: "values of all kinds are in the process that goes on what they are in the one that wrote them",
  async run(pair: Pair) {
    const file = join(pair.folder, "kinds");
    const program = await pair.start("v1", { env: { FILE: file } });
    expect(await program.ended, program.stderr).toEqual({ code: 0, signal: null });
    expect(program.lines[0]).toBe("written");
    const other = new Running(file, "", { node: [commandLine, "resume"] });
    pair.watch(other);
    expect(await other.ended, other.stderr).toEqual({ code: 0, signal: null });
    expect(other.lines).toEqual(["resumed", ...program.lines.slice(1)]);
  },
} satisfies Scenario;

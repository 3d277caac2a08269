import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

/** Asks until the client has worked in these versions and has seen a good deal of lines. */
async function untilIn(program: Running, versions: string): Promise<void> {
  let line = "";
  while (!line.startsWith(`${versions} true`)) {
    program.send("how");
    line = (await program.line(/^(.* gaps .*)$/))[1] as string;
    expect(line).toContain("gaps 0 connections 1");
  }
}

export default {
  shows: "a client in the middle of a stream is updated without losing or repeating a byte",
  builds: ["esm"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    await untilIn(program, "v1");
    await program.update(await pair.patch("v1", "v2"));
    await untilIn(program, "v1v2");
    await program.update(await pair.patch("v2", "v3"));
    await untilIn(program, "v1v2v3");
    await program.goBack();
    await untilIn(program, "v1v2v3");
    program.send("stop");
    let line = "";
    while (!line.endsWith("whole true")) {
      program.send("how");
      line = (await program.line(/^(.* gaps .*)$/))[1] as string;
    }
    expect(line).toBe("v1v2v3 true gaps 0 connections 1 whole true");
  },
} satisfies Scenario;

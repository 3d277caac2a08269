import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

/** Asks until the server tells this; meanwhile nobody may have lost the connection. */
async function until(program: Running, wanted: RegExp): Promise<void> {
  let line = "";
  while (!wanted.test(line)) {
    program.send("how");
    line = (await program.line(/^(.* connections .*)$/))[1] as string;
    expect(line).toContain(" 1 connections 0 closed");
  }
}

export default {
  shows: "a document that is typed into while its server is updated is what was typed, over one connection",
  builds: ["esm"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    const patch = await pair.patch();
    await until(program, /^v1 /);
    await program.update(patch);
    await until(program, /^v1v2 /);
    for (let round = 0; round < 5; round++) {
      await program.goBack();
      await program.update(patch);
    }
    await until(program, /long true$/);
    program.send("stop");
    await until(program, /settled true/);
    await until(program, /^v1v2 .* equal true, long true$/);
  },
} satisfies Scenario;

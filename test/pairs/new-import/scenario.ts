import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "builtins, loaded modules, names they did not export, and new modules are imported; the new modules are updated later",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    program.send("5");
    await program.line("v1 10");
    const patch = await pair.patch();
    await program.update(patch);
    program.send("5");
    await program.line("v2 10 15 5.5 a/b 5 function function dear 15-10-1 bye2");
    await program.update(await pair.patch("v2", "v3", "--initialisers", "keep"));
    program.send("5");
    await program.line("v3 10 15 5.5 a/b 5 function function dearest 15-10+2 bye2");
    await program.goBack();
    program.send("5");
    await program.line("v2 10 15 5.5 a/b 5 function function dear 15-10-3 bye2");
    await program.goBack();
    program.send("5");
    await program.line("v1 10");
    await program.update(patch);
    program.send("5");
    const [line] = await program.line(/^v2.*/);
    expect(line).toMatch(/^v2 10 15 5.5 a\/b 5 function function dear 15-10-\d bye2$/);
  },
} satisfies Scenario;

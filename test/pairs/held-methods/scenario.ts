import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

/** What the call of the class's own method gives, which all that hold it agree with; the others are asked once, and stay what they are. */
async function ask(program: Running): Promise<string> {
  const said = await program.answerTo("ask");
  expect(await program.answerTo("held")).toBe(`${said.slice(0, 4)} true ${said.slice(0, 4)}`);
  const others = await program.answerTo("others");
  const [before = "0"] = /\d+$/.exec(others) ?? [];
  expect(others).toBe(`round, not ${said.slice(0, 2)}, its own, no shape, from a getter, put there by the program, ${before}`);
  expect(await program.answerTo("others")).toBe(others.replace(/\d+$/, String(Number(before) + 1)));
  expect(await program.answerTo("fail")).toBe("true 11");
  expect(await program.answerTo("tell")).toBe(`${said.slice(0, 2)} 1, ${said.slice(0, 2)} 1`);
  return said;
}

export default [
  {
    shows:
      "new code calls the newest code of a method at once where an object shows the one its class began with, and else what the object shows",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      expect(await ask(program)).toBe("v1 2 1");
      await program.update(await pair.patch());
      expect(await ask(program)).toBe("v2 2 1");
      await program.update(await pair.patch("v2", "v3"));
      expect(await ask(program)).toBe("v3 2 1");
      await program.goBack();
      expect(await ask(program)).toBe("v2 2 1");
      await program.goBack();
      expect(await ask(program)).toBe("v1 2 1");
    },
  },
  {
    shows: "while old work ends in old code, it reaches the old method, and all else the new one",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      await program.ask("work", "work -> v1 2 1");
      await program.update(await pair.patch(), "--policy", "finish-old");
      expect(await program.answerTo("ask")).toMatch(/^v2 2/);
      program.send("release");
      const [, worked] = await program.line(/^worked: (.*)/);
      expect(worked).toMatch(/^v1 2 1, v1 2 \d$/);
      expect(await program.answerTo("ask")).toMatch(/^v2 2/);
    },
  },
] satisfies readonly Scenario[];

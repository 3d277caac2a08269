import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

const loops = [
  "forLoop",
  "forOf",
  "forOfIterator",
  "forIn",
  "doWhile",
  "labelled",
  "tryFinally",
  "newFinally",
  "inCatch",
  "inner",
  "perIteration",
  "inSwitch",
  "inExpression",
];

const unversioned = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/^v\d /, ""));
const versions = (lines: readonly string[]): string => lines.map((line) => /^v(\d)/.exec(line)?.[1] ?? "").join("");

/** Holds in version 1, in version 2 and so on: all output must be that of an undisturbed run but for the versions. */
async function runHeld(pair: Pair, loop: string): Promise<void> {
  const plain = await pair.start("v1", { env: { LOOP: loop, HOLD: "no" } });
  await plain.line("end");
  const program = await pair.start("v1", { env: { LOOP: loop } });
  await program.line(/^v1 /);
  const answer = await program.update(await pair.patch());
  expect(answer.moved?.map((frame) => frame.function)).toContain(loop);
  await program.line(/^v2 /);
  await program.goBack();
  await program.line("end");
  expect(await program.end()).toEqual({ code: 0, signal: null });
  expect(unversioned(program.lines)).toEqual(unversioned(plain.lines));
  expect(versions(program.lines)).toMatch(/^1+2+1+$/);
}

export default loops.map((loop) => ({
  shows: `${loop} is updated in its middle, and back`,
  builds: ["esm", "cjs"],
  run: (pair: Pair) => runHeld(pair, loop),
})) satisfies readonly Scenario[];

import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

/** What the program prints in the end, the frame having gone on in the middle of the expression. */
const ways: Readonly<Record<string, string>> = {
  inCallee: "callee 1 ",
  inMethodOfResult: "made 3 ",
  inNested: "next of nested 9 0",
  inChain: "next of chain 2! chain",
  inTemplate: "a|b|c|1,2,3 1,3",
  inCase: "two v2 2,1",
  inPattern: 'a,b,{"c":1,"d":2}v2 a',
  inArrayPattern: "one,b,threev2 closed",
  inParameter: "a,b,cv2 a,c",
  inBaseClass: "own3v2 ",
};

export default Object.entries(ways).map(([way, printed]) => ({
  shows: `${way}: what was computed of an expression is kept while its function changes`,
  builds: ["esm", "cjs"] as const,
  async run(pair: Pair) {
    const program = await pair.start("v1", { env: { WAY: way } });
    await program.line("ready");
    const answer = await program.update(await pair.patch());
    expect(JSON.stringify(answer)).toContain(`"function":"${way}"`);
    await program.line("end");
    expect(program.lines.at(-2)).toBe(printed);
  },
})) satisfies readonly Scenario[];

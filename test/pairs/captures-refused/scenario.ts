import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

/** By closure: why it cannot get what it needs. */
const refused: Readonly<Record<string, readonly [code: string, says: RegExp]>> = {
  "lost/function": ["CAPTURE_MISSING", /`extra`.*value was lost/],
  "computed/function": ["CAPTURE_MISSING", /`at`.*initialiser cannot be computed by itself/],
  "inLoop/made.push()": ["CAPTURE_MISSING", /`asked`.*declared in a loop/],
  "unclear/function": ["CAPTURE_RENAMED", /`first` \(src\/main\.ts:\d+:\d+\).*`one`/],
  "retyped/function": ["CAPTURE_TYPE", /`kept`.*was `number`.*is `string`/],
  "Owner.own/function": ["CAPTURE_MISSING", /`this`/],
  "counted/function": ["CAPTURE_MISSING", /`arguments`/],
};

export default {
  shows: "a closure that would need what it does not hold is refused with its name, the variable and both places",
  async run(pair: Pair) {
    const { code, answer } = await pair.diff("v1", "v2");
    expect(code).toBe(1);
    for (const [name, [wanted, says]] of Object.entries(refused)) {
      const change = answer.changes.find((c) => c.name === name);
      expect(change, name).toMatchObject({ verdict: "refused", code: wanted, old: { file: "src/main.ts" }, new: { file: "src/main.ts" } });
      expect(change?.why).toMatch(says);
      if (wanted !== "CAPTURE_TYPE") expect(change?.why).toMatch(/src\/main\.ts:\d+:\d+/);
    }
    const program = await pair.start();
    program.send("ask");
    await program.line("v1 lost,v1 computed,v1 a,v1 7 7,v1 4,v1 x,v1 0");
  },
} satisfies Scenario;

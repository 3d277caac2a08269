import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

interface Way {
  /** How the stack shows the code that is not updatable, or the function that has called nothing itself. */
  readonly blocker: RegExp;
  /** What it gives to the program in the end. */
  readonly result: string;
  /** What the language has called, and the text of the line from which. */
  readonly implicit?: { readonly called: string; readonly line: string };
}

const ways: Readonly<Record<string, Way>> = {
  inMap: { blocker: /map/, result: "10,20,30" },
  inSort: { blocker: /sort/, result: "1,2,3" },
  inReviver: { blocker: /parse|anonymous/, result: '{"a":10,"b":20,"c":30}' },
  inReplace: { blocker: /replace/, result: "10-20-30" },
  inGetter: { blocker: /inGetter/, result: "100", implicit: { called: "the getter `Account.get amount`", line: "account.amount;" } },
  inProxy: { blocker: /inProxy/, result: "10 20", implicit: { called: "the proxy's trap `inProxy/get`", line: 'proxy["a"]' } },
  inSetter: { blocker: /inSetter/, result: "set", implicit: { called: "the setter `Implicit.set amount`", line: "implicit.amount = 2" } },
  inInstanceof: {
    blocker: /inInstanceof/,
    result: "true",
    implicit: { called: "the test of `instanceof`, `Implicit.static [Symbol.hasInstance]`", line: "instanceof Implicit" },
  },
  inConversion: {
    blocker: /inConversion/,
    result: "80",
    implicit: { called: "the conversion `Implicit.valueOf`", line: "+new Implicit()" },
  },
  inTemplate: {
    blocker: /inTemplate/,
    result: "50 50",
    implicit: { called: "the conversion `Implicit.toString`", line: "${new Implicit()}" },
  },
  inSpread: {
    blocker: /inSpread/,
    result: "70,80",
    implicit: { called: "it waits for `next`", line: "[...new Implicit()]" },
  },
  inToJson: { blocker: /stringify/, result: "[60,60]" },
  inArrayFrom: { blocker: /from/, result: "10,20,30" },
};

const source = readFileSync(join(import.meta.dirname, "v1/main.ts"), "utf8").split("\n");

/** A blocker at the line that made the implicit call, which says what was called. */
function expectNamed(
  blockers: readonly { readonly at: string; readonly why: string }[],
  { called, line }: NonNullable<Way["implicit"]>,
): void {
  const named = blockers.find(({ why }) => why.includes(called));
  expect(named, JSON.stringify(blockers)).toBeDefined();
  expect(source[Number(/:(\d+):\d+$/.exec(named?.at ?? "")?.[1]) - 1]).toContain(line);
}

export default [
  ...Object.entries(ways).map(([way, { blocker, result, implicit }]) => ({
    shows: `${way}: what is not updatable on the stack defers the update and is named`,
    async run(pair: Pair) {
      const release = join(pair.folder, "release");
      const program = await pair.start("v1", { env: { WAY: way, RELEASE: release } });
      await program.line("inside");
      const patch = await pair.patch();
      const late = await program.refuses(patch, "NOT_REACHED", "--timeout", "300");
      expect(late.blockers?.map((b) => b.function).join()).toMatch(blocker);
      expect(late.error?.message).toMatch(blocker);
      if (implicit !== undefined) expectNamed(late.blockers ?? [], implicit);
      expect((await program.status()).pending).toBeNull();
      const update = program.update(patch);
      writeFileSync(release, "");
      await update;
      await program.line("v2 end");
      expect(program.lines).toContain(`v1 result ${result}`);
    },
  })),
  {
    shows: "a constructor on the stack moves, or is named",
    async run(pair: Pair) {
      const release = join(pair.folder, "release");
      const program = await pair.start("v1", { env: { WAY: "inConstructor", RELEASE: release } });
      await program.line("inside");
      const update = program.update(await pair.patch());
      writeFileSync(release, "");
      await update;
      await program.line("v2 end");
    },
  },
] satisfies readonly Scenario[];

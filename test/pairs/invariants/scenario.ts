import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

/** What the author of the patch says. Names are those of src/main.ts. */
interface Said {
  /** Members of `stock`; without them nothing is declared. */
  readonly together?: readonly string[];
  readonly policies?: Readonly<Record<string, string>>;
  readonly answers?: Readonly<Record<string, string>>;
  readonly options?: readonly string[];
}

const named = (entries: Readonly<Record<string, string>> = {}): string =>
  Object.entries(entries)
    .map(([name, value]) => `  "src/main.ts#${name}": ${value},\n`)
    .join("");

/** The options of `diff` with a transformers file: what holds together is in line 3. */
function say(pair: Pair, { together, policies, answers, options = [] }: Said): readonly string[] {
  const members = together?.map((name) => JSON.stringify(`src/main.ts#${name}`));
  const file = join(pair.folder, "transformers.ts");
  writeFileSync(
    file,
    `import { defineInvariants, definePolicies, defineStateTransformers } from "ts-updatable";

${members === undefined ? "" : `export const invariants = defineInvariants<Members>({ stock: [${members.join(", ")}] });`}

export const policies = definePolicies<Policies>({
${named(policies)}});

export default defineStateTransformers<StateTransformers, WayBack>({
${named({ directory: '"keep"', ...answers })}});
`,
  );
  return ["--transformers", file, ...options];
}

const LAZY = ["--instances", "lazy"];
const leave = (...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, '"finish-old"']));

/** What breaks nothing that holds together. */
const ADMITTED: Readonly<Record<string, Said>> = {
  "laziness where nothing is declared": { options: LAZY },
  "laziness of others": { together: ["Site", "sites"], answers: { Site: '"eager"' }, options: LAZY },
  "all at once": { together: ["Site", "Product", "sites", "move"] },
  "all calls end in old code": { together: ["move", "find"], policies: leave("move", "find") },
  "waiting beside moving": { together: ["move", "find"], policies: { move: '"when-inactive"', find: '"move"' } },
  "a call that ends and has no part in it": { together: ["sites"], policies: { find: '"abort"' } },
  "both stay": { together: ["sites", "directory"] },
  "one begins anew alone": { together: ["directory"], answers: { directory: '"rerun"' } },
};

/** What breaks it: with the rule, the line of the choice, and what must be told. */
const REFUSED: Readonly<Record<string, readonly [said: Said, rule: string, line: number, told: RegExp]>> = {
  "objects of all classes one by one": [
    { together: ["Site", "Product"], options: LAZY },
    "together-lazy",
    3,
    /`src\/main\.ts#Site`.* `stock` \(Site, Product\).*--instances lazy/,
  ],
  "objects of one class among themselves": [{ together: ["Site"], options: LAZY }, "together-lazy", 3, /`src\/main\.ts#Site`/],
  "one class by a choice of its own": [
    { together: ["Site", "Product"], answers: { Product: '"lazy"' } },
    "together-lazy",
    10,
    /say "eager" for it/,
  ],
  "old code beside converted objects": [
    { together: ["move", "Site"], policies: leave("move") },
    "together-mixed",
    6,
    /objects of `src\/main\.ts#Site` get the fields/,
  ],
  "old code beside new code": [
    { together: ["move", "find"], policies: leave("move") },
    "together-mixed",
    6,
    /calls of `src\/main\.ts#find` are not/,
  ],
  "old code beside new code that uses the variable": [
    { together: ["sites", "move"], policies: leave("move") },
    "together-mixed",
    6,
    /calls of `src\/main\.ts#count` and `src\/main\.ts#answer` are not/,
  ],
  "old code beside a variable that begins anew": [
    { together: ["directory"], policies: leave("find"), answers: { directory: '"rerun"' } },
    "together-mixed",
    6,
    /`src\/main\.ts#directory` gets another value/,
  ],
  "a call that ends in its middle": [
    { together: ["move"], policies: { move: '"restart"' } },
    "together-ended",
    6,
    /may have changed one part of `stock`/,
  ],
  "a call that ends and uses the variable": [
    { together: ["sites"], policies: { answer: '"abort"' } },
    "together-ended",
    6,
    /`src\/main\.ts#answer`/,
  ],
  "a variable that begins anew beside one that stays": [
    { together: ["sites", "directory"], answers: { directory: '"rerun"' } },
    "together-rerun",
    9,
    /`src\/main\.ts#directory` gets a new value from its initialiser, while `src\/main\.ts#sites` stays/,
  ],
  "a name that is none": [{ together: ["Sites"] }, "TRANSFORMER", 3, /"src\/main\.ts#Sites"' is not assignable.*"src\/main\.ts#sites"/s],
};

const sites = (...held: readonly [number, number]): string => `[{"name":"east","held":${held[0]}},{"name":"west","held":${held[1]}}]`;

export default [
  ...Object.entries(ADMITTED).map(([what, said]) => ({
    shows: `choices that leave together what was declared to hold together are admitted: ${what}`,
    async run(pair: Pair) {
      const { code, answer } = await pair.diff("v1", "v2", ...say(pair, said));
      expect({ problems: answer.problems ?? [], code }).toEqual({ problems: [], code: 0 });
    },
  })),
  ...Object.entries(REFUSED).map(([what, [said, rule, line, told]]) => ({
    shows: `choices that take apart what was declared to hold together are refused, with their rule and place: ${what}`,
    async run(pair: Pair) {
      const { code, answer } = await pair.diff("v1", "v2", ...say(pair, said));
      expect({ code, first: answer.problems?.[0] }).toEqual({
        code: 1,
        first: { code: rule, at: expect.stringMatching(`transformers\\.ts:${line}:`), message: expect.stringMatching(told) },
      });
    },
  })),
  {
    shows: "what is overridden is recorded in the patch, in the answer and in the log, and is done as it was chosen",
    async run(pair: Pair) {
      const program = await pair.start();
      const options = say(pair, { together: ["Site", "Product"], options: [...LAZY, "--override", "together-lazy"] });
      const answer = await program.update(await pair.patch("v1", "v2", ...options));
      const override = {
        rule: "together-lazy",
        at: expect.stringMatching(/transformers\.ts:3:/),
        message: expect.stringMatching(/`stock`/),
      };
      expect(answer).toMatchObject({ overrides: [override, override] });
      expect(program.stderr).toMatch(/overridden: together-lazy/);
      await program.ask("touch", `v2  of {"total":10,"kept":1} ${sites(5, 5)} true`);
    },
  },
  {
    shows: "a strategy that leaves objects of what holds together is refused, and nothing has changed",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("move", `v1 10 of {"total":10} ${sites(4, 6)} true`);
      const leaving = { Site: "(sites, convert) => sites.slice(1).forEach(convert)" };
      const patch = await pair.patch("v1", "v2", ...say(pair, { together: ["Site", "Product"], answers: leaving }));
      await program.refuses(patch, "STRATEGY");
      await program.ask("look", `v1 10 of {"total":10} ${sites(4, 6)} true`);
    },
  },
  {
    shows: "a policy of apply that takes apart what holds together is refused, and others are not",
    async run(pair: Pair) {
      const program = await pair.start();
      const answers = { Site: '"eager"' };
      const ended = await pair.patch("v1", "v2", ...say(pair, { together: ["sites"], answers }));
      expect((await program.refuses(ended, "TOGETHER", "--policy", "restart")).error?.message).toMatch(/`stock` holds together/);
      const mixed = await pair.patch("v1", "v2", ...say(pair, { together: ["move", "find"], policies: { find: '"move"' }, answers }));
      const { error } = await program.refuses(mixed, "TOGETHER", "--policy", "drain", "--after-deadline", "finish-old");
      expect(error?.message).toMatch(/`move` would end in old code, and those of `find` not/);
      await program.ask("move", `v1 10 of {"total":10} ${sites(4, 6)} true`);
      await program.update(mixed, "--policy", "when-inactive");
      await program.goBack();
      await program.update(ended);
    },
  },
] satisfies readonly Scenario[];

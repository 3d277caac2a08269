import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

/** A transformers file that answers all questions, and says what becomes of calls. */
function decide(pair: Pair, policies: string): readonly string[] {
  const file = join(pair.folder, "transformers.ts");
  writeFileSync(
    file,
    `import { definePolicies, defineStateTransformers } from "ts-updatable";

export const policies = definePolicies<Policies>({${policies}});

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#rates": (old) => new Map([...old].map(([key, cents]) => [key, { cents }])),
  "src/main.ts#Account.label": (old) => \`\${old.owner} \${old.cents}\`,
});
`,
  );
  return ["--transformers", file];
}

async function start(pair: Pair): Promise<Running> {
  const program = await pair.start("v1", { env: { FIRST: join(pair.folder, "first"), SECOND: join(pair.folder, "second") } });
  await program.line("bill begins in v1");
  return program;
}

const REFUSED: readonly (readonly [policy: string, code: string, at: RegExp, message: RegExp])[] = [
  ['"src/main.ts#bill": "restart"', "restart-impure", /transformers\.ts:3:/, /`impure` at src\/main\.ts:34:3/],
  ['"src/main.ts#quiet": "restart"', "restart-impure", /transformers\.ts:3:/, /`appendFileSync` at src\/main\.ts:24:3/],
  ['"src/main.ts#bill": "finish-old"', "finish-old-state", /transformers\.ts:3:/, /`rates`/],
  ['"src/main.ts#bil": "restart"', "policy-unknown", /transformers\.ts:3:/, /no function `src\/main\.ts#bil`/],
  ['"src/main.ts#log": "restart"', "policy-unknown", /transformers\.ts:3:/, /does not change/],
  ['"src/main.ts#Account.constructor": "restart"', "restart-impossible", /transformers\.ts:3:/, /RESTART_CONSTRUCTOR/],
];

export default [
  {
    shows: "choices that contradict each other or the code are refused, each with its rule and place",
    async run(pair: Pair) {
      for (const [policy, rule, at, message] of REFUSED) {
        const { code, answer } = await pair.diff("v1", "v2", ...decide(pair, policy));
        expect(code, policy).toBe(1);
        expect(answer).toMatchObject({
          problems: [{ code: rule, at: expect.stringMatching(at), message: expect.stringMatching(message) }],
        });
      }
      const { answer } = await pair.diff("v1", "v2", ...decide(pair, ""), "--instances", "lazy");
      const message = expect.stringMatching(/`owner`, `cents`/);
      expect(answer).toMatchObject({ problems: [{ code: "lazy-transformer", at: expect.stringMatching(/transformers\.ts:7:/), message }] });
    },
  },
  {
    shows: "what is overridden is recorded in the patch, in the answer and in the log",
    async run(pair: Pair) {
      const program = await start(pair);
      const options = decide(pair, '"src/main.ts#bill": "restart"');
      const answer = await program.update(await pair.patch("v1", "v2", ...options, "--override", "restart-impure"));
      expect(answer).toMatchObject({ overrides: [{ rule: "restart-impure" }], ended: [{ function: "bill", how: "restarted" }] });
      await program.line("bill begins in v2");
      await program.line("9 for ann");
      expect(program.stderr).toMatch(/overridden: restart-impure/);
      const unknown = await pair.diff("v1", "v2", ...options, "--override", "all");
      expect(unknown.code).toBe(2);
    },
  },
  {
    shows: "a call begins anew before it has done what must not be done twice, and not afterwards",
    async run(pair: Pair) {
      const patch = await pair.patch("v1", "v2", ...decide(pair, ""));
      const early = await start(pair);
      expect(await early.update(patch, "--policy", "restart")).toMatchObject({ ended: [{ function: "bill", how: "restarted" }] });
      await early.line("bill begins in v2");
      const late = await start(pair);
      writeFileSync(join(pair.folder, "first"), "");
      await late.line("sent");
      const refused = await late.refuses(patch, "RESTART_IMPURE", "--policy", "restart", "--timeout", "300");
      expect(refused.error?.message).toMatch(/`impure` at src\/main\.ts:34:3/);
      writeFileSync(join(pair.folder, "second"), "");
      await late.line("12 for ann");
    },
  },
] satisfies readonly Scenario[];

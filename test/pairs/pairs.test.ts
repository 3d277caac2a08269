// Every pair of test/pairs: its versions are compiled as users compile theirs, then its scenarios run real processes.
import { afterAll, beforeAll, describe, test } from "vitest";
import { findScenarios, Pair, pairsFolder } from "../harness/pairs.ts";
import { type BuildKind, buildAll, createBuilds, removeBuilds } from "../harness/pairs-build.ts";

const builds = createBuilds();
const scenarios = await findScenarios();
const cases = scenarios.flatMap((scenario) => (scenario.builds ?? ["esm" as const]).map((kind) => ({ ...scenario, kind })));
const wanted = new Map(cases.map(({ pair, kind }) => [`${pair} ${kind}`, { pair, kind }]));

beforeAll(() => buildAll(builds, pairsFolder, [...wanted.values()]), 180_000);
afterAll(() => removeBuilds(builds));

const suffix = (kind: BuildKind): string => (kind === "esm" ? "" : ` (${kind})`);

describe.concurrent("pairs", () => {
  for (const { pair: name, shows, kind, missing, run } of cases) {
    const tell = missing === undefined ? test : test.fails;
    tell(`${name}: ${shows}${suffix(kind)}`, { timeout: 240_000 }, async () => {
      const pair = new Pair(builds, name, kind);
      try {
        await run(pair);
      } finally {
        pair.clear();
      }
    });
  }
});

// Programs of V8's own benchmark suite, which npm installs: JavaScript without types, for which the compiler is more cautious.
import { join } from "node:path";
import { copyPlain, copyUpdatable } from "../../corpora/npm/copy.ts";
import { joinPrograms } from "../../corpora/octane/octane.ts";
import { variants } from "../builds.ts";
import type { Group } from "../group.ts";
import { install } from "../installed.ts";
import { outputFolder } from "../places.ts";
import { toRatioRow } from "../rows.ts";
import { measureEach, measureVariants, pick } from "./programs.ts";

/** How often each is run in an iteration, so that one takes some ten milliseconds. Left out is what is no strict code when it is run often. */
const programs: Readonly<Record<string, number>> = {
  box2d: 3,
  crypto: 10,
  deltablue: 150,
  raytrace: 20,
  richards: 250,
  splay: 30,
};
const names = Object.keys(programs);

const folder = join(outputFolder, "octane");

/** The programs check their results; they are not told to tear down what they set up, since not all can be set up again. */
const toRun = (times: number): string => `
exports.size = ${times};
const benchmarks = BenchmarkSuite.suites.flatMap((suite) => suite.benchmarks);
for (const benchmark of benchmarks) benchmark.Setup();
exports.run = (times) => {
  for (const benchmark of benchmarks) {
    BenchmarkSuite.ResetRNG();
    for (let n = 0; n < times; n++) benchmark.run();
  }
  return benchmarks.length;
};
`;

export const octane: Group = {
  name: "octane",
  about: `JavaScript programs of V8's suite: ${names.join(", ")}`,
  async measure(context) {
    const missing = install("octane", { "benchmark-octane": "1.0.1" }, context);
    if (missing !== undefined) return missing;
    context.progress("octane: compiling");
    const from = join(folder, "joined");
    joinPrograms(join(folder, "node_modules"), from, names, (name) => toRun(programs[name]!));
    copyPlain({ from, to: join(folder, "plain"), isUpdatable: () => true });
    copyUpdatable({ from, to: join(folder, "updatable"), isUpdatable: () => true });
    const rows = await measureEach(names, context, async (program) => {
      const measured = await measureVariants(program, context, (variant) => {
        return { file: join(folder, variant, `${program}.cjs`), iterations: context.iterations, updates: [], patches: [] };
      });
      return toRatioRow(program, "ms", pick(measured, variants, "cpu"), pick(measured, variants, "wall"));
    });
    return [{ title: "octane", columns: variants, rows }];
  },
};

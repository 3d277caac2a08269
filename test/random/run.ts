// `npm run test:random`: checks many random programs, and writes the smallest one that fails as a folder to look at.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { search } from "./search.ts";
import { showTally } from "./tally.ts";

const usage = `npm run test:random -- [--runs N] [--seed S] [--path P]

  --runs N   programs (100)
  --seed S   where the random numbers begin (the time)
  --path P   begins at a failure that was found before, as it was printed
`;

const { values } = parseArgs({
  options: { runs: { type: "string" }, seed: { type: "string" }, path: { type: "string" }, help: { type: "boolean" } },
});

if (values.help === true) console.log(usage);
else {
  const failures = mkdtempSync(join(tmpdir(), "ts-updatable-random-"));
  const { tally, failure } = await search({
    runs: Number(values.runs ?? 100),
    seed: Number(values.seed ?? Date.now() % 1_000_000),
    ...(values.path === undefined ? {} : { path: values.path }),
    failures,
  });
  console.log(showTally(tally));
  if (failure !== undefined) {
    console.error(failure);
    process.exitCode = 1;
  }
}

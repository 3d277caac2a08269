import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Running, type Scenario } from "../../harness/pairs.ts";

/** Each part is done by another version where there are updates between them. */
const PARTS = [
  ["open FILE", "write FILE one,", "write FILE two,", "seek FILE 4", "read FILE 2"],
  ["read FILE 2", "write FILE three,", "seek FILE 0", "read FILE 6"],
  ["read FILE 4", "write FILE four", "seek FILE 2", "read FILE 40", "close FILE"],
];

async function ask(program: Running, file: string, commands: readonly string[]): Promise<string[]> {
  const answers: string[] = [];
  for (const command of commands) {
    program.send(command.replace("FILE", file));
    answers.push((await program.line(/^(opened|written|sought|read|closed).*/))[0]);
  }
  return answers;
}

export default {
  shows: "open files whose inner representation changes are read and written as in a process that was never updated",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const [updated, reference] = [await pair.start(), await pair.start()];
    const patch = await pair.patch("v1", "v2", "--transformers", join(pairsFolder, "file-service", "transformers.ts"));
    const [file, other] = [join(pair.folder, "updated"), join(pair.folder, "reference")];
    for (const [index, part] of PARTS.entries()) {
      if (index === 1) await updated.update(patch);
      if (index === 2) await updated.goBack();
      expect(await ask(updated, file, part)).toEqual(await ask(reference, other, part));
    }
    expect(readFileSync(file, "utf8")).toBe(readFileSync(other, "utf8"));
  },
} satisfies Scenario;

import type { Pair, Scenario } from "../../harness/pairs.ts";

const before = 'v1 animal of 4 small handled 1 true false animals animals {"legs":4,"toy":{}}';
/** Objects that are made after the update get what is new in a derived class before what was there. */
const made = 'v2 pet of 4 large 2 method 2 false true pets pets {"legs":4,"title":"sir","toy":{"weight":2}}';
const after = 'v2 pet of 4 large 2 method 2 false true pets pets {"legs":4,"toy":{"weight":2},"title":"sir"}';

export default {
  shows: "a class extends another one, methods and accessors become fields and fields methods, for objects that exist and new ones",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    const ask = async (question: string, answer: string): Promise<void> => {
      program.send(question);
      await program.line(answer);
    };
    const patch = await pair.patch();
    for (const index of ["0", "1"]) await ask(index, before);
    await program.update(patch);
    for (const index of ["0", "1"]) await ask(index, after);
    await ask("new", "v2 3");
    await ask("2", made);
    await program.goBack();
    for (const index of ["0", "1", "2"]) await ask(index, before);
    await program.update(patch);
    for (const index of ["0", "1", "2"]) await ask(index, after);
  },
} satisfies Scenario;

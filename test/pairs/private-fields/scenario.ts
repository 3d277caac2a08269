import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Scenario } from "../../harness/pairs.ts";

const file = (name: string): readonly string[] => ["--transformers", join(pairsFolder, "private-fields", name)];

export default [
  {
    shows: "private fields are retyped, renamed and given values by transformers, and go back",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("add", "v1 first 100 ann! title 1 3 v1; v1 second 10 ann title 1 3 v1");
      await program.update(await pair.patch("v1", "v2", ...file("transformers.ts")));
      await program.ask("show", "v2 first 101 ann! title 1 4 v1 first of ann!; v2 second 11 ann title 1 4 v1 second of ann");
      await program.ask(
        "new",
        "v2 first 101 ann! title 1 4 v1 first of ann!; v2 second 11 ann title 1 4 v1 second of ann; v2 third 11 ann title 2 4 v2 salted made third",
      );
      await program.ask(
        "add",
        "v2 first 201 ann!? title 1 4 v1 first of ann!; v2 second 11 ann title 1 4 v1 second of ann; v2 third 11 ann title 2 4 v2 salted made third",
      );
      await program.goBack();
      await program.ask("show", "v1 first 200 ann!? title 1 3 v1; v1 second 10 ann title 1 3 v1; v1 third 10 ann title 2 3 v2 salted");
      await program.update(await pair.patch("v1", "v2", ...file("transformers.ts")));
      await program.ask(
        "show",
        "v2 first 201 ann!? title 1 4 v1 first of ann!?; v2 second 11 ann title 1 4 v1 second of ann; v2 third 11 ann title 2 4 v2 salted third of ann",
      );
    },
  },
  {
    shows: "a transformer that throws leaves every private field as it was",
    async run(pair: Pair) {
      const program = await pair.start();
      const before = "v1 first 10 ann title 1 3 v1; v1 second 10 ann title 1 3 v1";
      await program.ask("show", before);
      const { error } = await program.refuses(await pair.patch("v1", "v2", ...file("throwing.ts")), "TRANSFORMER");
      expect(error?.message).toMatch(/Account\.#balance.*no balance/);
      await program.ask("show", before);
      await program.update(await pair.patch("v1", "v2", ...file("transformers.ts")));
    },
  },
  {
    shows: "what needs an answer is asked for",
    async run(pair: Pair) {
      const { code, answer } = await pair.diff("v1", "v2");
      expect(code).toBe(1);
      expect(answer.changes.filter((c) => c.verdict === "needs-transformer").map((c) => [c.name, c.code])).toEqual([
        ["Account.#balance", "FIELD_TYPE"],
        ["Account.#holder", "FIELD_RENAMED"],
        ["Account.#title", "FIELD_RENAMED"],
        ["Account.#key", "FIELD_ADDED"],
      ]);
    },
  },
] satisfies readonly Scenario[];

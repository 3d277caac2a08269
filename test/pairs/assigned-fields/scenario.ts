import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "fields that TypeScript emits as assignments are fields: objects that exist get them, and lose them when the update is undone",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      program.send("x");
      await program.line("v1 A 2 | v1 B 2 | v1 11 7 | v1 C 2 v1 11 7");
      program.send("keys");
      await program.line("name,size,users,title | name,size,users,title,seats");
      await program.update(await pair.patch());
      program.send("y");
      await program.line("v2 A 3 1 1 5 1 undefined | v2 B 3 1 1 5 1 undefined | v2 11 2 7 | v2 C 2 1 1 5 1 undefined v2 21 2 7");
      program.send("keys");
      await program.line("name,size,users,title,log,count | name,size,users,title,seats,log,count,rows");
      await program.goBack();
      program.send("z");
      await program.line("v1 A 4 | v1 B 4 | v1 11 7 | v1 C 2 v1 11 7");
      program.send("keys");
      await program.line("name,size,users,title | name,size,users,title,seats");
    },
  },
  {
    shows: "each assigned field has a verdict, and code that assigns static ones none besides",
    async run(pair: Pair) {
      const { answer } = await pair.diff("v1", "v2");
      const told = answer?.changes.filter(({ what }) => what !== "function").map(({ verdict, name, code }) => `${verdict} ${name} ${code}`);
      expect(told?.sort()).toEqual([
        "migrated Hall.rows FIELD_ADDED",
        "migrated Room.count FIELD_ADDED",
        "migrated Room.log FIELD_ADDED",
        "migrated Room.static extra INITIALISED",
        "safe Hall.seats FIELD_INITIAL",
        "safe Room.note FIELD_ADDED",
      ]);
    },
  },
  {
    shows: "a private name below ES2022 is refused: objects that exist could not get it",
    async run(pair: Pair) {
      const { code, answer } = await pair.diff("v1", "v3");
      expect(code).toBe(1);
      const refused = answer?.changes.filter((change) => change.verdict === "refused");
      expect(refused).toMatchObject([{ name: "Hall", code: "PRIVATE_LOWERED" }]);
      expect(refused?.[0]?.why).toContain("`#more` is new");
    },
  },
] satisfies readonly Scenario[];

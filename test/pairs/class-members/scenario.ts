import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

const shown = async (program: Awaited<ReturnType<Pair["start"]>>): Promise<string> => {
  program.send("show");
  return (await program.line(/\|/)).input;
};

export default [
  {
    shows: "methods, accessors and statics come and go, with the attributes, names and lengths that a class gives them, and go back",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const fresh = await pair.start("v2");
      const wanted = await shown(fresh);
      const program = await pair.start();
      const before = await shown(program);
      program.send("use");
      await program.line("v1 4 old 2 label a 5 cm 3");
      await program.update(await pair.patch());
      expect(await shown(program)).toBe(wanted);
      program.send("use");
      await program.line("v2 40 fresh 41 2 label of a 5 mm 30 3 a,end tagged a+b+c turned b 40");
      program.send("set");
      await program.line("set 3");
      await program.line("waited a");
      program.send("same");
      await program.line("true 90 true,true,true true");
      await program.goBack();
      expect(await shown(program)).toBe(before);
      program.send("use");
      await program.line("v1 9 old 3 label a 5 cm 3");
      await program.update(await pair.patch());
      program.send("use");
      await program.line("v2 90 fresh 91 3 label of a 5 mm 30 3 a,end tagged a+b+c turned b 40");
    },
  },
  {
    shows: "each member has a verdict of its own, with its place in both versions",
    async run(pair: Pair) {
      const { answer } = await pair.diff("v1", "v2");
      const of = (name: string) => {
        const change = answer.changes.find((c) => c.what === "class" && c.name === name);
        return [change?.verdict, change?.action, change?.old?.line, change?.new?.line, change?.code];
      };
      expect(of("Shape.fresh")).toEqual(["safe", "added", undefined, 21, undefined]);
      expect(of("Shape.old")).toEqual(["safe", "removed", 21, undefined, undefined]);
      expect(of("Shape.size")).toEqual(["safe", "changed", 25, 29, undefined]);
      expect(of("Shape.label")).toEqual(["safe", "changed", 29, 33, undefined]);
      expect(of("Shape.static count")).toEqual(["migrated", "added", undefined, 10, "INITIALISED"]);
      expect(of("Shape.static limit")).toEqual(["no-effect", "changed", 8, 8, "VALUE_KEPT"]);
      expect(of("Shape.static unit")).toEqual(["migrated", "changed", 9, 9, "LITERAL"]);
      expect(of("Round.turn")).toEqual(["safe", "added", undefined, 61, undefined]);
      expect(of("Square.area")).toEqual(["safe", "removed", 41, undefined, undefined]);
      expect(answer.reverse).toHaveProperty("folder");
    },
  },
] satisfies readonly Scenario[];

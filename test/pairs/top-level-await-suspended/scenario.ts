import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a module whose body waits runs once, and to its end as it began; what it calls is new",
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("v1 body before v1 describes 1");
    const { changes } = await program.update(await pair.patch());
    expect(changes?.filter(({ what }) => what === "body").map(({ verdict, code }) => [verdict, code])).toEqual(
      Array.from({ length: 4 }, () => ["no-effect", "ALREADY_RAN"]),
    );
    program.send("open");
    await program.line("v1 body behind v2 describes 2");
    await program.line("v1 made v2 describes 3");
    expect(program.lines.filter((line) => /body|made/.test(line))).toHaveLength(3);
  },
} satisfies Scenario;

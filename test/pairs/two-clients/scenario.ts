import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "of two patches that two clients apply at once, one comes into force, and the other is told why not",
  async run(pair: Pair) {
    const [second, third] = [await pair.patch("v1", "v2"), await pair.patch("v1", "v3")];
    for (const order of [
      [second, third],
      [third, second],
    ]) {
      const program = await pair.start();
      await program.line("ready");
      const answers = await Promise.all(order.map((patch) => program.apply(patch)));
      const [landed, ...others] = answers.filter(({ code }) => code === 0);
      const [refused] = answers.filter(({ code }) => code === 1);
      expect(others).toEqual([]);
      expect(["UPDATE_IN_PROGRESS", "WRONG_BASE"]).toContain(refused?.answer.error?.code);
      const winner = answers.indexOf(landed as (typeof answers)[number]);
      program.send("who");
      await program.line(`who ${order[winner] === second ? "v2" : "v3"}`);
      expect(await program.status()).toMatchObject({ version: landed?.answer.version, pending: null, stale: [] });
      await program.goBack();
      program.send("and now");
      await program.line("and now v1");
    }
  },
} satisfies Scenario;

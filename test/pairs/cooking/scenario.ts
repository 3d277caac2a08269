import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a program that cooks for 120 s and is patched after 50 s cooks in shorter cycles, and is done at the same time",
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    const turn = async (line: string, now: number): Promise<void> => {
      program.send(line);
      await program.line(`${line} ${now}`);
    };
    await turn("cook", 0);
    for (let now = 5; now <= 50; now += 5) await turn("tick", now);
    await program.update(await pair.patch());
    for (let now = 55; now <= 115; now += 5) await turn("tick", now);
    program.send("tick");
    await program.line(`v2: done at 120 after ${5 + 1 + 12} cycles`);
  },
} satisfies Scenario;

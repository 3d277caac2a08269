import type { Pair, Scenario } from "../../harness/pairs.ts";

/** As many as V8's own lists of hidden classes, which grow by steps, are little against; `TIMES=10000` repeats it at full size. */
const TIMES = process.env["TIMES"] ?? "1500";

export default {
  shows: "hundreds of updates leave no old code behind, and a call that was parked all the while goes on in the last version",
  async run(pair: Pair) {
    const [there, back] = [await pair.patch("v1", "v2"), await pair.patch("v2", "v1")];
    const env = { THERE: there, BACK: back, TIMES, TS_UPDATABLE_LOG: "off" };
    const program = await pair.start("v1", { env, node: ["--expose-gc"] });
    for (let n = 100; n <= Number(TIMES); n += 100) await program.line(`${n} updates`);
    await program.line("memory is flat");
    await program.line("a child starts");
    await program.line("awake 7: v1, then v2");
  },
} satisfies Scenario;

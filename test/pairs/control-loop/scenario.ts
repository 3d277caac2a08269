import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

const rules = { v1: { limit: 40, flow: 3 }, v2: { limit: 60, flow: 4 } };

/** What a controller decides that is exchanged before tick `change`. */
function oracle(ticks: number, change: number): string[] {
  let level = 0;
  return Array.from({ length: ticks }, (_, tick) => {
    const version = tick < change ? "v1" : "v2";
    const { limit, flow } = rules[version];
    const isOpen = level > limit;
    level += ((tick * 7) % 5) - (isOpen ? flow : 0);
    return `${version} ${isOpen ? "open" : "shut"} ${level}`;
  });
}

export default {
  shows: "a controller with a tick of a millisecond decides as the oracle does, before the update and after it, and misses no tick",
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("running");
    await program.update(await pair.patch());
    await sleep(100);
    program.child.stdin?.end();
    const [line] = await program.line(/^\[.*\]$/);
    const decisions = JSON.parse(line) as string[];
    const change = decisions.findIndex((decision) => decision.startsWith("v2"));
    expect(change).toBeGreaterThanOrEqual(50);
    expect(decisions).toEqual(oracle(decisions.length, change));
  },
} satisfies Scenario;

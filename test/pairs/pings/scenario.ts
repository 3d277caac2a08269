import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Running, type Scenario } from "../../harness/pairs.ts";

const PINGS = 100_000;
const UPDATES = 20;
/** Another one gives other moments; it is told where the test fails. */
const SEED = Number(process.env["PINGS_SEED"] ?? 17);

type Moments = Readonly<Record<"ping" | "pong", readonly number[]>>;

const transformers = (name: string): readonly string[] => ["--transformers", join(pairsFolder, "pings", `${name}.ts`)];

/** Numbers in ascending order, each once; the same for the same seed. */
function randomMoments(seed: number, count = UPDATES): number[] {
  const chosen = new Set<number>();
  for (let state = seed; chosen.size < count; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    chosen.add(1 + (state % (PINGS - 1)));
  }
  return [...chosen].sort((a, b) => a - b);
}

interface Plan {
  readonly moments: Moments;
  readonly patches: readonly string[];
  readonly isPongTold?: boolean;
}

async function play(pair: Pair, way: string, plan: Plan): Promise<Running> {
  return pair.start("v1", { env: { WAY: way, PINGS: String(PINGS), PLAN: JSON.stringify(plan), TS_UPDATABLE_LOG: "off" } });
}

async function checkScores(program: Running, updates: number): Promise<void> {
  await program.ended;
  const told = program.lines.map((line) => /^(ping|pong) got (\d+): (?:(\d+) at v1)?(?:, )?(?:(\d+) at v2)?; (\d+) updates$/.exec(line));
  const seen = `seed ${SEED}: ${program.stdout}${program.stderr}`;
  expect(told.map((score) => [score?.[1], Number(score?.[2]), Number(score?.[5])]).sort(), seen).toEqual([
    ["ping", PINGS, updates],
    ["pong", PINGS, updates],
  ]);
  for (const score of told) expect(Number(score?.[3] ?? 0) + Number(score?.[4] ?? 0), seen).toBe(PINGS);
}

const runs: readonly Scenario[] = (["plain", "channel", "iterated"] as const).map((way) => ({
  shows: `100,000 pings and their answers arrive once and in order, while both threads are updated 20 times at random moments (${way})`,
  async run(pair: Pair) {
    const [forth, back] = await Promise.all([
      pair.patch("v1", "v2", ...transformers("v1-v2")),
      pair.patch("v2", "v1", ...transformers("v2-v1")),
    ]);
    const moments = { ping: randomMoments(SEED), pong: randomMoments(SEED + 1) };
    await checkScores(await play(pair, way, { moments, patches: [forth, back] }), UPDATES);
  },
}));

export default [
  ...runs,
  {
    shows: "40,000 pings that wait for the update of their receiver arrive once and in order behind it",
    async run(pair: Pair) {
      const forth = await pair.patch("v1", "v2", ...transformers("v1-v2"));
      const moments = { ping: [30_000], pong: [29_000] };
      await checkScores(await play(pair, "channel", { moments, patches: [forth] }), 1);
    },
  },
  {
    shows:
      "100,000 pings wait where the older version cannot take them, and arrive once and in order after 21 updates and rollbacks of each end",
    async run(pair: Pair) {
      const forth = await pair.patch("v1", "v2", ...transformers("v1-v2"));
      const moments = { ping: randomMoments(SEED + 2, UPDATES + 1), pong: randomMoments(SEED + 3, UPDATES + 1) };
      await checkScores(await play(pair, "channel", { moments, patches: [forth, "rollback"], isPongTold: true }), UPDATES + 1);
    },
  },
] satisfies readonly Scenario[];

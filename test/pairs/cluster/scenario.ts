import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { pidOf, settled, statesOf, versionsOf } from "../../harness/fleet.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

const WORKERS = 4;

/** A cluster of workers that listen at one port, all of them joined. */
class Cluster {
  readonly program: Running;
  #port = 0;

  constructor(program: Running) {
    this.program = program;
  }

  static async start(pair: Pair): Promise<Cluster> {
    const cluster = new Cluster(await pair.start());
    for (let id = 1; id <= WORKERS; id++) await cluster.fork(id);
    await settled(cluster.program, WORKERS + 1);
    return cluster;
  }

  async fork(id: number): Promise<void> {
    this.program.send("fork");
    const [, port] = await this.program.line(new RegExp(`^worker ${id} listens at (\\d+)$`));
    this.#port = Number(port);
  }

  async get(path = "/"): Promise<{ readonly pid: number; readonly text: string }> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, { headers: { connection: "close" } });
    const [, pid, text = ""] = /^(\d+) (.*)$/.exec(await response.text()) ?? [];
    return { pid: Number(pid), text };
  }

  /** What each worker of a number answers. */
  async answers(count: number): Promise<ReadonlyMap<number, string>> {
    const found = new Map<number, string>();
    while (found.size < count) {
      const { pid, text } = await this.get();
      found.set(pid, text);
    }
    return found;
  }
}

const workers = (...ids: readonly number[]): readonly string[] => ["main.js", ...ids.map((id) => `worker ${id}`)];

export default [
  {
    shows: "one request updates the primary and its workers, with requests under way, one in an endless loop, and takes all back",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const cluster = await Cluster.start(pair);
      const { program } = cluster;
      const asked = Array.from({ length: 8 }, () => cluster.get("/wait"));
      for (const _ of asked) await program.line("one more waits");
      program.send("2 spin");
      await program.line("told 2");
      const answer = await program.update(await pair.patch());
      await program.line("spun true, v2");
      expect(statesOf(answer)).toEqual(workers(1, 2, 3, 4).map((name) => [name, "in-force", true]));
      for (const text of (await cluster.answers(WORKERS)).values()) expect(text).toMatch(/^v2 v2 <\d+>$/);
      for (const id of [1, 2, 3, 4]) program.send(`${id} release`);
      for (const { text } of await Promise.all(asked)) expect(text).toMatch(/^v1 v2 <\d+>$/);
      await program.update(await pair.patch("v2", "v3"));
      for (const text of (await cluster.answers(WORKERS)).values()) expect(text).toMatch(/^v3 v3 \d+ visits$/);
      await program.goBack();
      const back = await program.goBack();
      expect(versionsOf(back)).toEqual([back.version]);
      for (const text of (await cluster.answers(WORKERS)).values()) expect(text).toMatch(/^v1 v1 \d+$/);
    },
  },
  {
    shows: "a worker that is forked afterwards, or takes the place of a killed one, begins in the version in force, or is led there",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const cluster = await Cluster.start(pair);
      const { program } = cluster;
      await program.update(await pair.patch());
      await cluster.fork(5);
      await settled(program, WORKERS + 2);
      // No update brought the new one there: it began so.
      expect(program.stderr.match(/ is in force \(/g)).toHaveLength(WORKERS + 1);
      await program.update(await pair.patch("v2", "v3"));
      process.kill(pidOf("worker 1", await settled(program, WORKERS + 2)), "SIGKILL");
      await program.line("worker 1 ended: SIGKILL");
      await cluster.fork(6);
      // Its classes can be given new fields only when they exist.
      const after = await settled(program, WORKERS + 2);
      expect(after.processes?.map(({ name }) => name)).toEqual(workers(2, 3, 4, 5, 6));
      for (const text of (await cluster.answers(WORKERS + 1)).values()) expect(text).toMatch(/^v3 v3 \d+ visits$/);
      await program.goBack();
      for (const text of (await cluster.answers(WORKERS + 1)).values()) expect(text).toMatch(/^v2 v2 <\d+>$/);
      await program.goBack();
      for (const text of (await cluster.answers(WORKERS + 1)).values()) expect(text).toMatch(/^v1 v1 \d+$/);
    },
  },
  {
    shows: "where one worker is blocked, it is named, and all go back",
    async run(pair: Pair) {
      const cluster = await Cluster.start(pair);
      const { program } = cluster;
      program.send("3 block");
      await program.line("told 3");
      const refused = await program.refuses(await pair.patch(), "NOT_REACHED", "--timeout", "1500");
      expect(refused.error?.message).toMatch(/^worker 3 \(process \d+\): /);
      expect(statesOf(refused)).toEqual(
        workers(1, 2, 3, 4).map((name) => [name, name === "worker 3" ? "unchanged" : "undone", name !== "worker 3"]),
      );
      const status = await program.status();
      expect(status.version).toBe(status.history[0]?.version);
      expect(status.history).toHaveLength(1);
      process.kill(pidOf("worker 3", status), "SIGKILL");
      await program.line("worker 3 ended: SIGKILL");
      await program.update(await pair.patch());
    },
  },
  {
    shows: "where that is wanted, a worker that is blocked is ended, and the one that takes its place begins in the new version",
    async run(pair: Pair) {
      const cluster = await Cluster.start(pair);
      const { program } = cluster;
      program.send("3 block");
      await program.line("told 3");
      const answer = await program.update(await pair.patch(), "--timeout", "1500", "--on-failure", "replace");
      expect(statesOf(answer)).toEqual(workers(1, 2, 3, 4).map((name) => [name, name === "worker 3" ? "replaced" : "in-force", true]));
      await program.line("worker 3 ended: SIGTERM");
      await cluster.fork(5);
      await settled(program, WORKERS + 1);
      for (const text of (await cluster.answers(WORKERS)).values()) expect(text).toMatch(/^v2 v2 <\d+>$/);
    },
  },
  {
    shows: "a worker that is killed in the middle is reported, and the others go back, or stay where that is wanted",
    async run(pair: Pair) {
      const cluster = await Cluster.start(pair);
      const { program } = cluster;
      const patch = await pair.patch();
      const processes = await settled(cluster.program, WORKERS + 1);
      for (const [id, policy, ok] of [
        [3, "undo", false],
        [2, "leave", true],
      ] as const) {
        program.send(`${id} block`);
        await program.line(`told ${id}`);
        const asked = program.apply(patch, "--timeout", "30000", "--on-failure", policy);
        await pauseUntilAsked(program);
        process.kill(pidOf(`worker ${id}`, processes), "SIGKILL");
        const { answer } = await asked;
        expect(answer.ok, JSON.stringify(answer)).toBe(ok);
        expect(statesOf(answer)).toContainEqual([`worker ${id}`, "ended", false]);
        expect(statesOf(answer)).toContainEqual(["worker 1", ok ? "in-force" : "undone", true]);
      }
      for (const text of (await cluster.answers(2)).values()) expect(text).toMatch(/^v2 v2 <\d+>$/);
    },
  },
] satisfies readonly Scenario[];

/** The others have made the update: only the one that is blocked is waited for. */
async function pauseUntilAsked(program: Running): Promise<void> {
  const from = program.stderr.length;
  while ((program.stderr.slice(from).match(/ is in force/g) ?? []).length < 2) await sleep(20);
}

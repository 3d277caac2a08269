import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

const CALLS = ["setup", "process", "iterator", "process", "timer", "reaction", "event", "iterator", "async iterator", "teardown"];

/** What a request tells that is served by one version from its beginning to its end. */
const servedBy = (version: number): readonly string[] => CALLS.map((call) => `${call} ${version}-${version}`);

class Client {
  readonly #port: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 2000 });
  #count = 0;

  constructor(port: string) {
    this.#port = port;
  }

  get(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const sent = request({ port: this.#port, path, agent: this.#agent }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))));
      });
      sent.on("error", reject).end();
    });
  }

  /** Requests that tell what they went through. */
  work(count: number, path = "work/"): Promise<readonly string[]>[] {
    return Array.from({ length: count }, async () => JSON.parse(await this.get(`/${path}${++this.#count}`)) as readonly string[]);
  }

  /** Requests that are under way, parked in the middle of their work. */
  async park(count: number, path?: string): Promise<readonly Promise<readonly string[]>[]> {
    const before = Number(await this.get("/parked"));
    const sent = this.work(count, path);
    while (Number(await this.get("/parked")) < before + count) await sleep(10);
    return sent;
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function start(pair: Pair): Promise<{ program: Running; client: Client }> {
  const program = await pair.start();
  const [, port = ""] = await program.line(/^port (\d+)/);
  return { program, client: new Client(port) };
}

async function expectServed(sent: readonly Promise<readonly string[]>[], version: number): Promise<void> {
  for (const stamps of await Promise.all(sent)) expect(stamps).toEqual(servedBy(version));
}

/** What status tells of work that is pinned to an older version. */
async function pinnedWork(program: Running): Promise<readonly (readonly [string, number])[]> {
  const { stale } = await program.status();
  return stale.filter(({ why }) => why.includes("is pinned to it")).map((entry) => [entry.function, entry.count] as const);
}

/** Resolves when no work is pinned any more. */
async function isOver(program: Running): Promise<void> {
  while ((await pinnedWork(program)).length > 0) await sleep(100);
}

export default [
  {
    shows: "finish-old: 500 requests that are under way end in the version they began in, 500 later ones run the new one",
    async run(pair: Pair) {
      const { program, client } = await start(pair);
      const old = await client.park(500);
      expect(await program.update(await pair.patch(), "--policy", "finish-old")).toMatchObject({ ok: true });
      const later = await client.park(500);
      await client.get("/open");
      await expectServed(old, 1);
      await expectServed(later, 2);
      await expectServed(client.work(100), 2);
      await isOver(program);
      client.close();
    },
  },
  {
    shows: "a transaction that is open holds nothing up under finish-old, and the next one begins at the new version",
    async run(pair: Pair) {
      const { program, client } = await start(pair);
      const old = await client.park(20, "transaction/");
      await program.update(await pair.patch(), "--policy", "finish-old");
      expect(await pinnedWork(program)).toEqual([["request", 20]]);
      const later = await client.park(20, "transaction/");
      await client.get("/open");
      await expectServed(old, 1);
      await expectServed(later, 2);
      await isOver(program);
      client.close();
    },
  },
  {
    shows: "three versions at once: each request ends in the version it began in, also when the process goes back meanwhile",
    async run(pair: Pair) {
      const { program, client } = await start(pair);
      const [second, third] = [await pair.patch(), await pair.patch("v2", "v3")];
      const first = await client.park(20);
      await program.update(second, "--policy", "finish-old");
      const next = await client.park(20);
      await program.update(third, "--policy", "finish-old");
      const last = await client.park(20);
      await program.goBack("--policy", "finish-old");
      const again = await client.park(20);
      await client.get("/open");
      await expectServed(first, 1);
      await expectServed(next, 2);
      await expectServed(last, 3);
      await expectServed(again, 2);
      await expectServed(client.work(20), 2);
      await isOver(program);
      client.close();
    },
  },
  {
    shows: "pinned work stays at its version when an update of another policy follows",
    async run(pair: Pair) {
      const { program, client } = await start(pair);
      const first = await client.park(20);
      await program.update(await pair.patch(), "--policy", "finish-old");
      await client.get("/half");
      await program.update(await pair.patch("v2", "v3"));
      const last = await client.park(20);
      await client.get("/open");
      await expectServed(first, 1);
      await expectServed(last, 3);
      client.close();
    },
  },
  {
    shows: "drain and then move: every request is answered, those that were too slow in the new version",
    async run(pair: Pair) {
      const { program, client } = await start(pair);
      const slow = await client.park(500, "work/any");
      const patch = await pair.patch();
      const update = program.update(patch, "--policy", "drain", "--deadline", "300", "--after-deadline", "move");
      const meanwhile = client.work(100, "work/any");
      await update;
      await client.get("/open");
      for (const stamps of await Promise.all(slow)) expect([stamps[0], stamps.at(-1)]).toEqual(["setup 1-1", "teardown 2-2"]);
      expect(await Promise.all(meanwhile)).toHaveLength(100);
      client.close();
    },
  },
] satisfies readonly Scenario[];

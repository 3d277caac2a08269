// Clients of the server in this folder, in a process of their own, while it is updated there and back over its control socket. Prints JSON.
//
//   node clients.ts SERVER.js threads|processes status,apply,barrier PATCH PATCH
//
// Each of the kinds that are named is asked for 20 times, in turn, so that what disturbs the machine disturbs all alike.
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "../../../dist/runtime/control/client.js";

export const UPDATES = 20;
const CLIENTS = 40;
const THINK_MS = 40;
const WARM_UP_MS = 2_000;
const EVERY_MS = 250;

/** What the server is asked for while it serves: `status` changes nothing. */
export type Asked = "status" | "apply" | "barrier";

export interface Traffic {
  readonly requests: number;
  /** Not answered, or not as they should be: each session counts its own visits, in one worker. */
  readonly failed: readonly string[];
  /** In force, in all threads and processes. */
  readonly updates: number;
  readonly after: Readonly<Partial<Record<Asked, Latency>>>;
}

/** Milliseconds of the requests that began between one kind of question and the next. */
export interface Latency {
  readonly median: number;
  readonly p99: number;
  readonly slowest: number;
}

class Load {
  latencies: number[] = [];
  requests = 0;
  readonly failed: string[] = [];
  #isOver = false;
  readonly #running: readonly Promise<void>[];

  constructor(port: number) {
    this.#running = Array.from({ length: CLIENTS }, (_, client) => this.#visit(port, String(client)));
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#running);
  }

  async #visit(port: number, session: string): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let n = 1; !this.#isOver; n++) {
      const [began, latencies] = [performance.now(), this.latencies];
      const answer = await ask(agent, port, `/?session=${session}&id=${n}`).catch(String);
      latencies.push(performance.now() - began);
      this.requests++;
      const expected = { price: 9 * (n + 1), visits: n };
      const { version: _, ...given } = JSON.parse(answer.startsWith("{") ? answer : JSON.stringify({ answer })) as Record<string, unknown>;
      if (JSON.stringify(given) !== JSON.stringify(expected)) this.failed.push(`request ${n} of ${session}: ${answer}`);
      await sleep(THINK_MS * (0.5 + Math.random()));
    }
    agent.destroy();
  }
}

function ask(agent: Agent, port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, agent, host: "127.0.0.1", path, timeout: 30_000 }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve(text)).on("error", reject);
    })
      .on("timeout", () => reject(new Error("no answer in 30 s")))
      .on("error", reject);
  });
}

async function start(file: string, workers: string, socket: string): Promise<{ readonly server: ChildProcess; readonly port: number }> {
  const env = { ...process.env, WORKERS: workers, TS_UPDATABLE_SOCKET: socket, TS_UPDATABLE_LOG: "off" };
  const server = fork(file, { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const { port } = await new Promise<{ readonly port: number }>((resolve) => server.once("message", (told) => resolve(told as never)));
  return { server, port };
}

async function measure(file: string, workers: string, kinds: readonly Asked[], patches: readonly string[]): Promise<Traffic> {
  const folder = mkdtempSync(join(tmpdir(), "load-"));
  const socket = join(folder, "app.sock");
  const { server, port } = await start(file, workers, socket);
  const load = new Load(port);
  await sleep(WARM_UP_MS);
  const latencies = new Map<Asked, number[]>(kinds.map((kind) => [kind, []]));
  let updates = 0;
  for (let n = 0; n < UPDATES * kinds.length; n++) {
    const kind = kinds[n % kinds.length] as Asked;
    load.latencies = latencies.get(kind) as number[];
    const error = await askFor(kind, socket, patches[updates % patches.length] ?? "");
    if (error !== undefined) load.failed.push(`update ${updates}: ${error}`);
    else if (kind !== "status") updates++;
    await sleep(EVERY_MS);
  }
  load.latencies = [];
  await load.end();
  const { requests, failed } = load;
  server.disconnect();
  rmSync(folder, { recursive: true, force: true });
  const after = Object.fromEntries([...latencies].map(([kind, values]) => [kind, toLatency(values)]));
  return { requests, failed, updates, after };
}

/** Why it was not done, if it was not. */
async function askFor(kind: Asked, socket: string, path: string): Promise<string | undefined> {
  if (kind === "status") return (await request(socket, "status", {})).error?.message;
  return (await request(socket, "apply", { path, timeoutMs: 30_000, barrier: kind === "barrier" })).error?.message;
}

function toLatency(values: readonly number[]): Latency {
  const sorted = values.toSorted((a, b) => a - b);
  const quantile = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
  return { median: quantile(0.5), p99: quantile(0.99), slowest: quantile(1) };
}

if (import.meta.main) {
  const [file = "", workers = "", kinds = "", ...patches] = process.argv.slice(2);
  process.stdout.write(JSON.stringify(await measure(file, workers, kinds.split(",") as Asked[], patches)));
  process.exit();
}

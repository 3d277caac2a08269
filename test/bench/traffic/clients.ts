// A hundred clients of a server that this process starts, each asking again a while after every answer, and then at once. Prints JSON.
//
//   node clients.ts http|websocket SERVER.js [PATCH PATCH]     with patches: updates there and back under the paced requests
import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../statistics.ts";
import { CLIENTS, EVERY_MS, FIRST_UPDATES, PACED_MS, SATURATED_MS, THINK_MS, UPDATES, WARM_UP_MS } from "./amounts.ts";
import { type Connection, type Protocol, protocols } from "./connections.ts";
import type { Order, Told } from "./server/orders-of-the-benchmark.ts";

export interface Traffic {
  readonly requests: number;
  /** Requests that were not answered as they should be, and updates that were refused. */
  readonly failed: number;
  readonly updates: number;
  /** Milliseconds of a request under paced load. */
  readonly median: number;
  readonly p99: number;
  /** Requests in a second, and the server's CPU milliseconds for each, when every client asks at once again: after the updates. */
  readonly perSecond: number;
  readonly cpu: number;
  /** Bytes by which the heap has grown since the first updates; without updates, since the warm-up. */
  readonly grown: number;
}

type State = Extract<Told, { kind: "state" }>;

class Server {
  updates = 0;
  readonly #process: ChildProcess;
  #settle: (told: Exclude<Told, { kind: "updated" }>) => void = () => {};

  constructor(file: string) {
    this.#process = fork(file, { execArgv: ["--expose-gc"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.#process.on("message", (told: Told) => {
      if (told.kind === "updated") this.updates++;
      else this.#settle(told);
    });
    this.#process.on("exit", (code) => {
      if (code !== 0) throw new Error(`the server ended with ${code}`);
    });
  }

  next(): Promise<Exclude<Told, { kind: "updated" }>> {
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  order(order: Order): void {
    this.#process.send(order);
  }

  async state(): Promise<State> {
    this.order({ kind: "state" });
    return (await this.next()) as State;
  }

  /** V8 lets go of code only after it was old for some collections. */
  async settledState(): Promise<State> {
    for (let n = 0; n < 5; n++) {
      await this.state();
      await sleep(100);
    }
    return this.state();
  }

  end(): void {
    this.#process.disconnect();
  }
}

/** All clients together. */
class Load {
  latencies: number[] = [];
  requests = 0;
  failed = 0;
  thinkMs = THINK_MS;
  #isOver = false;
  readonly #running: readonly Promise<void>[];

  constructor(connections: readonly Connection[]) {
    this.#running = connections.map((connection, client) => this.#visitAgain(connection, String(client)));
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#running);
  }

  async #visitAgain(connection: Connection, session: string): Promise<void> {
    let visits = 0;
    for (let n = 1; !this.#isOver; n++) {
      const began = performance.now();
      try {
        const answer = await connection.ask(session, n);
        visits++;
        if (answer.price !== price(n) || answer.visits !== visits) this.failed++;
      } catch {
        this.failed++;
      }
      this.latencies.push(performance.now() - began);
      this.requests++;
      if (this.thinkMs > 0) await sleep(this.thinkMs * (0.5 + Math.random()));
    }
  }
}

const price = (id: number): number => 3 * (3 * (id % 1000) + 3);

async function measurePaced(server: Server, load: Load, patches: readonly string[]): Promise<Pick<Traffic, "median" | "p99" | "grown">> {
  await sleep(WARM_UP_MS);
  load.latencies = [];
  if (patches.length > 0) server.order({ kind: "update", patches, count: UPDATES, everyMs: EVERY_MS });
  while (patches.length > 0 && server.updates < FIRST_UPDATES) await sleep(EVERY_MS / 10);
  const before = await server.settledState();
  if (patches.length === 0) await sleep(PACED_MS);
  while (patches.length > 0 && server.updates < UPDATES) await sleep(EVERY_MS / 10);
  const { latencies } = load;
  load.latencies = [];
  const after = await server.settledState();
  return { median: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), grown: after.heap - before.heap };
}

async function measureSaturated(server: Server, load: Load): Promise<Pick<Traffic, "perSecond" | "cpu">> {
  load.thinkMs = 0;
  await sleep(WARM_UP_MS);
  const before = await server.state();
  load.latencies = [];
  const began = performance.now();
  await sleep(SATURATED_MS);
  const requests = load.latencies.length;
  const perSecond = (1000 * requests) / (performance.now() - began);
  const after = await server.state();
  return { perSecond, cpu: (after.cpu - before.cpu) / requests };
}

async function measure(protocol: Protocol, file: string, patches: readonly string[]): Promise<Traffic> {
  const server = new Server(file);
  const told = await server.next();
  if (told.kind !== "listening") throw new Error("the server did not say where it listens");
  const connections = await Promise.all(Array.from({ length: CLIENTS }, () => protocols[protocol](told.port)));
  const load = new Load(connections);
  const paced = await measurePaced(server, load, patches);
  const saturated = await measureSaturated(server, load);
  await load.end();
  const { failedUpdates } = await server.state();
  for (const connection of connections) connection.close();
  server.end();
  const { requests, failed } = load;
  return { ...paced, ...saturated, requests, failed: failed + failedUpdates, updates: server.updates };
}

const [protocol, file, ...patches] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measure(protocol as Protocol, file ?? "", patches)));
process.exit();

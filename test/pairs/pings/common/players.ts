import { setImmediate as turn } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";
import { openLine } from "./line.js";
import { hearPing, type Names, tellPong, updateAt, updatesOver } from "./updates.js";
import { version } from "./version.js";

export type { Names } from "./updates.js";

const TOTAL = Number(process.env["PINGS"]);
const EACH_TURN = 50;

/** Counts what comes, by the version at which it came; all of it has to come once, and in order. */
class Score {
  readonly #name: Names;
  readonly #byVersion = new Map<number, number>();
  #next = 0;

  constructor(name: Names) {
    this.#name = name;
  }

  /** Tells whether it was the last. */
  count(n: number): boolean {
    if (n !== this.#next) console.log(`${this.#name} got ${n} instead of ${this.#next}`);
    this.#next = n + 1;
    this.#byVersion.set(version(), (this.#byVersion.get(version()) ?? 0) + 1);
    return this.#next === TOTAL;
  }

  async tell(): Promise<void> {
    const updates = await updatesOver();
    const counts = [...this.#byVersion].sort(([a], [b]) => a - b).map(([v, count]) => `${count} at v${v}`);
    console.log(`${this.#name} got ${this.#next}: ${counts.join(", ")}; ${updates} updates`);
  }
}

export async function ping(port: MessagePort): Promise<void> {
  const line = openLine(port);
  const score = new Score("ping");
  line.onNumber((n) => {
    if (score.count(n)) void score.tell().then(() => port.close());
  });
  for (let n = 0; n < TOTAL; n++) {
    line.post(n);
    updateAt("ping", n);
    tellPong(port, n);
    if (n % EACH_TURN === 0) await turn();
  }
}

export function pong(port: MessagePort): void {
  const line = openLine(port);
  hearPing(port);
  const score = new Score("pong");
  line.onNumber((n) => {
    updateAt("pong", n);
    line.post(n);
    if (score.count(n)) void score.tell();
  });
}

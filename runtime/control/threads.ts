// The threads of this process as members of one group: the main thread leads, workers come and go.
import { errorText } from "./answers.js";
import { endsWithin, within } from "./delay.js";
import { Gathering } from "./gathering.js";
import type { Member, Roster } from "./member.js";
import { GATE_CELLS, MAIN_GATE } from "./thread-data.js";
import { ThreadMember } from "./thread-member.js";
import { type Link, ThreadEnded, type Transport, type WorkerRoute } from "./transport.js";

const STATUS_MS = 10_000;
/** A worker that is blocked must not keep the status of all others waiting as long. */
const WORKER_STATUS_MS = 2_000;
const END_MS = 5_000;
/** The list of workers comes by way of the main thread. */
const LOOK_MS = 2_000;

/** A worker keeps its member while requests come and go; what reaches it changes. */
class Worker implements Transport {
  readonly member: ThreadMember;
  readonly gate: number;
  /** Found since the connection was opened. */
  isPresent = true;
  #transport: Transport;

  constructor({ thread, name, transport }: WorkerRoute, cells: Int32Array, gate: number) {
    this.#transport = transport;
    this.gate = gate;
    this.member = new ThreadMember({ thread, name, statusMs: WORKER_STATUS_MS, end: () => this.#end() }, this, cells, gate);
  }

  post(json: string): Promise<string> {
    return this.#transport.post(json);
  }

  /** Resolves when it has ended, or cannot be reached. */
  async #end(): Promise<boolean> {
    const asked = this.#transport.end?.() ?? Promise.reject(new Error("it cannot be reached"));
    const hasEnded = asked.then(
      () => false,
      (thrown) => thrown instanceof ThreadEnded,
    );
    return (await within(hasEnded, END_MS)) ?? false;
  }

  reach(transport: Transport): void {
    this.isPresent = true;
    this.#transport = transport;
  }
}

export class Threads implements Roster {
  readonly leader: ThreadMember;
  readonly #link: Link;
  readonly #cells: Int32Array;
  readonly #workers = new Map<number, Worker>();
  readonly #watchers = new Set<(member: Member) => void>();
  #holders = 0;

  constructor(link: Link, cells: Int32Array) {
    this.#link = link;
    this.#cells = cells;
    this.leader = new ThreadMember({ thread: 0, name: "main", statusMs: STATUS_MS }, link.main, cells, MAIN_GATE);
    link.onWorker = (route) => this.#found(route);
    link.onWorkerEnd = (thread) => void this.#workers.delete(thread);
  }

  watch(add: (member: Member) => void): () => void {
    this.#watchers.add(add);
    for (const { member, isPresent } of this.#workers.values()) if (isPresent) add(member);
    return () => void this.#watchers.delete(add);
  }

  async look(): Promise<string | undefined> {
    try {
      if (!(await endsWithin(this.#link.look(), LOOK_MS)))
        return "workers could not be asked, which goes by way of the main thread: it is blocked";
      for (const [thread, { isPresent }] of this.#workers) if (!isPresent) this.#workers.delete(thread);
      return undefined;
    } catch (thrown) {
      return errorText(thrown);
    }
  }

  gather(): Gathering {
    return new Gathering(this.#cells);
  }

  /** The connection to the threads stays while any `work` is in progress, and every message that was sent is unanswered. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#holders++;
    try {
      return await work();
    } finally {
      const members = [this.leader, ...[...this.#workers.values()].map(({ member }) => member)];
      void Promise.all(members.map(({ quiet }) => quiet)).then(() => this.#release());
    }
  }

  #release(): void {
    this.#holders--;
    if (this.#holders > 0) return;
    for (const worker of this.#workers.values()) worker.isPresent = false;
    this.#link.rest();
  }

  /** The process is ending. */
  close(): void {
    this.#link.close();
  }

  #found(route: WorkerRoute): void {
    const known = this.#workers.get(route.thread);
    known?.reach(route.transport);
    const worker = known ?? new Worker(route, this.#cells, this.#freeGate());
    this.#workers.set(route.thread, worker);
    for (const add of this.#watchers) add(worker.member);
  }

  #freeGate(): number {
    const taken = new Set([...this.#workers.values()].map(({ gate }) => gate));
    let gate = MAIN_GATE + GATE_CELLS;
    while (taken.has(gate)) gate += GATE_CELLS;
    return gate;
  }
}

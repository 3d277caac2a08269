// What an update begins with, made ready before it begins: in small steps, between which the program goes on with its own work.
import { performance } from "node:perf_hooks";
import { rehearseNewest } from "./frames/rehearse-newest.js";
import { Activation } from "./load/activate.js";
import { type LoadedPatch, loadPatch } from "./load/load-patch.js";
import type { UpdateRequest } from "./pending.js";
import { readStack } from "./plan/stack.js";
import type { History } from "./versions/history.js";

/** How long the program is kept at a time, where a single step does not take longer. */
const SLICE_MS = 0.3;
/** What was made ready for an update that did not begin must not be used for another one: its files may be others by then. */
const FRESH_MS = 2_000;

type Order = Pick<UpdateRequest, "folder" | "direction">;

/** A patch that was read and checked, and all that it needs before it can be linked. */
export interface Prepared {
  readonly loaded: LoadedPatch;
  readonly activation: Activation;
}

interface Task {
  readonly id: number;
  readonly order: Order;
  readonly steps: Iterator<undefined, Prepared>;
  lookedAt: number;
  prepared: Prepared | undefined;
}

export class Ahead {
  readonly #history: History;
  #task: Task | undefined;

  constructor(history: History) {
    this.#history = history;
  }

  /** Takes some steps. True where none is left. Throws what stands in the way; the update that begins finds it again. */
  advance(id: number, find: () => Order): boolean {
    const task = this.#freshTask(id) ?? this.#begin(id, find());
    this.#task = undefined;
    task.lookedAt = performance.now();
    while (task.prepared === undefined && performance.now() - task.lookedAt < SLICE_MS) {
      const { done, value } = task.steps.next();
      if (done) task.prepared = value;
    }
    this.#task = task;
    return task.prepared !== undefined;
  }

  /** What is ready for this update, once. Undefined where the program has gone on since in a way that matters. */
  take(id: number | undefined, { folder, direction }: Order): Prepared | undefined {
    const task = id === undefined ? undefined : this.#freshTask(id);
    this.#task = undefined;
    const isTheSame = task?.order.folder === folder && task.order.direction === direction;
    return isTheSame && task?.prepared?.activation.isUpToDate() ? task.prepared : undefined;
  }

  #freshTask(id: number): Task | undefined {
    const task = this.#task;
    return task?.id === id && performance.now() - task.lookedAt < FRESH_MS ? task : undefined;
  }

  #begin(id: number, order: Order): Task {
    return { id, order, steps: this.#steps(order), lookedAt: 0, prepared: undefined };
  }

  *#steps({ folder, direction }: Order): Generator<undefined, Prepared> {
    yield* this.#history.takeIn();
    const loaded = loadPatch(folder);
    yield;
    const activation = new Activation(this.#history, loaded, loaded.patch.modules, "now", direction);
    yield;
    const stack = readStack(this.#history.locate);
    yield;
    yield* rehearseNewest(stack, activation.changed, this.#history);
    return { loaded, activation };
  }
}

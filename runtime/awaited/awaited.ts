// Asynchronous state transformers: they run before the update, while the program is held, and again where something ran beside them.

import type { FunctionDescriptor } from "../contract/build.js";
import type { Holder } from "../contract/emitted.js";
import type { Stale } from "../contract/protocol.js";
import type { Activation } from "../load/activate.js";
import { countStale } from "../plan/places.js";
import type { Plan } from "../plan/plan.js";
import type { FunctionFrame, StackFrame } from "../plan/stack.js";
import type { History } from "../versions/history.js";
import { Hold } from "./hold.js";

export class Awaited {
  readonly #activation: Activation;
  readonly #hold: Hold;
  #phase: "before" | "running" | "settled" = "before";

  constructor(activation: Activation, history: History) {
    this.#activation = activation;
    this.#hold = new Hold(history);
  }

  get isRunning(): boolean {
    return this.#phase === "running";
  }

  /** Calls that were suspended wait. */
  get isHolding(): boolean {
    return this.#hold.isOn;
  }

  get isSettled(): boolean {
    return this.#phase === "settled";
  }

  /** What the update waits for while they run. */
  get blockers(): readonly Stale[] {
    const running = this.#activation.awaited.map((key) => ({
      function: key,
      at: key.slice(0, key.lastIndexOf("#")),
      count: 1,
      why: "the update awaits this state transformer, which is asynchronous",
    }));
    return [...this.#hold.disturbances, ...running];
  }

  get code(): string {
    return this.#hold.disturbances.length > 0 ? "DISTURBED" : "TRANSFORMER_PENDING";
  }

  /**
   * Begins when all that has been told to the program's own listeners is over.
   * @param over called when they have settled, or have to run again, or (with what it threw) when one has failed
   */
  run(over: (problem?: unknown) => void): void {
    this.#phase = "running";
    queueMicrotask(() => {
      if (!this.isRunning) return;
      this.#settle().then(
        () => this.#over(over, undefined),
        (problem) => this.#over(over, problem),
      );
    });
  }

  async #settle(): Promise<void> {
    this.#hold.watch();
    await this.#activation.settle();
  }

  #over(over: (problem?: unknown) => void, problem: unknown): void {
    if (!this.isRunning) return;
    const { isDisturbed } = this.#hold;
    this.#phase = isDisturbed || problem !== undefined ? "before" : "settled";
    over(isDisturbed ? undefined : problem);
  }

  /** For a frame that was suspended and goes on: it waits, if it can. */
  keep(holder: Holder, fn: number, point: number, value: unknown): void {
    this.#hold.keep(holder, fn, point, value);
  }

  disturb(by: Pick<FunctionDescriptor, "id" | "place">): void {
    this.#hold.disturb(by);
  }

  /** The results are used at once: what runs now only makes the update. */
  take(): void {
    this.#hold.unwatch();
  }

  /** The program goes on. */
  end(): void {
    this.#phase = "before";
    this.#activation.forgetSettled();
    this.#hold.end();
  }
}

/** A function that stands on the stack can neither be held nor noticed. */
export function findRunning(stack: readonly StackFrame[]): Plan | undefined {
  const running = stack.filter((frame): frame is FunctionFrame => frame.kind === "function");
  if (running.length === 0) return undefined;
  const why = "state transformers are asynchronous and wait for the event loop, to which this call has not returned";
  return { kind: "wait", blockers: countStale(running, why), code: "ASYNC_TRANSFORMER" };
}

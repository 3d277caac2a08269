// The patches that this thread knows of: those it was updated by, and those that others have told it of.
import type { History } from "../versions/history.js";
import type { Step } from "./envelope.js";

export class KnownSteps {
  readonly #history: History;
  /** What was once known stays known: a rollback takes a patch out of the history, but not the messages that were made after it. */
  readonly #steps = new Map<string, Step>();
  #entriesRead = 0;

  constructor(history: History) {
    this.#history = history;
  }

  /** Grows where another way may be open. */
  get size(): number {
    this.#readHistory();
    return this.#steps.size;
  }

  all(): readonly Step[] {
    this.#readHistory();
    return [...this.#steps.values()];
  }

  learn(steps: readonly Step[]): void {
    for (const step of steps) this.#steps.set(`${step.from} ${step.to} ${step.folder}`, step);
  }

  #readHistory(): void {
    const { entries } = this.#history;
    for (let at = Math.min(this.#entriesRead, entries.length); at < entries.length; at++) {
      const { version: to, folder } = entries[at] as History["entries"][number];
      const from = entries[at - 1]?.version;
      if (from !== undefined && folder !== undefined) this.learn([{ from, to, folder }]);
    }
    this.#entriesRead = entries.length;
  }
}

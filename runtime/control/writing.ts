// The helper thread's part of a checkpoint: it asks the main thread, and lets the process end when its client has the answer.
import type { CheckpointAnswer, Requests } from "../contract/protocol.js";
import type { Caller } from "./member.js";

/** The main thread: no other can be written to a file. */
interface MainThread {
  checkpoint(params: Requests["checkpoint"], caller: Caller): Promise<CheckpointAnswer>;
  stop(): Promise<void>;
}

export class Writing {
  readonly #main: MainThread;
  readonly #hold: <T>(work: () => Promise<T>) => Promise<T>;
  #isOver = false;

  /** @param hold keeps what reaches the main thread open while it works */
  constructor(main: MainThread, hold: <T>(work: () => Promise<T>) => Promise<T>) {
    this.#main = main;
    this.#hold = hold;
  }

  async take(params: Requests["checkpoint"], caller: Caller): Promise<CheckpointAnswer> {
    const answer = await this.#hold(() => this.#main.checkpoint(params, caller));
    this.#isOver ||= answer.afterwards === "exit";
    return answer;
  }

  /** The client has the answer, or is gone. */
  async told(): Promise<void> {
    if (this.#isOver) await this.#hold(() => this.#main.stop());
  }
}

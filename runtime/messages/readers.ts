// Readers of `for await` go on one microtask after they were given a message: no update may land in between.
import { performance } from "node:perf_hooks";

/** Microtasks until a reader has gone on that asked for what was there already: its `await` begins after it was given that. */
const TURNS = 2;
/** Milliseconds after which a reader that was given a message is not waited for: something else keeps the thread. */
const PATIENCE_MS = 20;

class Readers {
  #underWay = 0;
  #isStopped = false;
  #askedAt: number | undefined;
  /** Whether suspended calls are held, so that no reader would go on. */
  isHeld: () => boolean = () => false;
  /** Called when messages may be given again. */
  onFree: () => void = () => undefined;

  get mayBeGiven(): boolean {
    return !this.#isStopped && !this.isHeld();
  }

  /** An update is about to land. While this is true it asks again, at the earliest a microtask later; meanwhile no reader is given more. */
  get areUnderWay(): boolean {
    if (this.#underWay === 0) return false;
    this.#isStopped = true;
    this.#askedAt ??= performance.now();
    return performance.now() - this.#askedAt < PATIENCE_MS;
  }

  /** A reader is given a message. @returns what it calls when it has gone on; otherwise it is taken for gone */
  give(): () => void {
    this.#underWay++;
    let isUnderWay = true;
    const goOn = (): void => {
      if (isUnderWay) this.#end();
      isUnderWay = false;
    };
    after(TURNS, goOn);
    return goOn;
  }

  #end(): void {
    this.#underWay--;
    if (this.#underWay > 0) return;
    this.#askedAt = undefined;
    if (this.#isStopped) after(TURNS, () => this.#free());
  }

  #free(): void {
    this.#isStopped = false;
    this.onFree();
  }
}

function after(turns: number, action: () => void): void {
  queueMicrotask(turns === 1 ? action : () => after(turns - 1, action));
}

export const readers: Readers = new Readers();

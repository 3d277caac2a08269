// What takes checkpoints is loaded when one is wanted: start-up is part of the cost.
import { load } from "../registry.js";

type Checkpoints = typeof import("./take.js").checkpoints;

class Loader {
  #loaded: Checkpoints | undefined;

  load(): Checkpoints {
    this.#loaded ??= (load("./checkpoint/take.js") as typeof import("./take.js")).checkpoints;
    return this.#loaded;
  }

  /** Undefined while none has been wanted. */
  find(): Checkpoints | undefined {
    return this.#loaded;
  }
}

export const checkpointing: Loader = new Loader();

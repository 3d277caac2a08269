// What a worker thread does when its first part of the runtime is loaded: it can be reached, and starts in the version that is in force.
import { CONTROL_SYMBOL, type ControlMessage, type ControlReply } from "./contract/protocol.js";
import type { Deliver } from "./control/poll.js";
import type { Shared } from "./control/shared.js";
import { SHARED, WORKERS } from "./control/thread-data.js";
import { load, onFirstModule } from "./registry.js";

/** A worker that is older than the control socket keeps its version, unless it updates itself. */
export function joinProgram(): void {
  const shared = process.getBuiltinModule("node:worker_threads").getEnvironmentData(SHARED) as Shared | undefined;
  if (shared === undefined) return;
  Atomics.add(shared.cells, WORKERS, 1);
  process.once("exit", () => Atomics.sub(shared.cells, WORKERS, 1));
  const parts = new LateParts();
  offerControl(shared, parts);
  onFirstModule(() => {
    const { readChain } = load("./control/chain.js") as typeof import("./control/chain.js");
    const folders = readChain(shared.chain);
    if (folders.length > 0) parts.load<typeof import("./start-at.js")>("./start-at.js", ({ startAt }) => startAt(folders));
  });
}

/** Parts of the runtime that are loaded when they are needed: start-up is part of the cost. */
class LateParts {
  #isLoading = false;

  /** Uses a part. An interrupt that falls into the loading of one cannot load another. */
  load<Part>(file: string, use: (part: Part) => void): void {
    this.#isLoading = true;
    try {
      use(load(file) as Part);
    } finally {
      this.#isLoading = false;
    }
  }

  /** Undefined where it cannot be loaded at this moment: Node may be loading what it imports, for the program. */
  tryToLoad<Part>(file: string): Part | undefined {
    if (this.#isLoading) return undefined;
    try {
      let found: Part | undefined;
      this.load<Part>(file, (part) => {
        found = part;
      });
      return found;
    } catch {
      return undefined;
    }
  }
}

function offerControl({ cells }: Shared, parts: LateParts): void {
  let deliver: Deliver | undefined;
  const loadDeliver = (): Deliver | undefined => {
    const own = parts.tryToLoad<typeof import("./handle.js")>("./handle.js");
    const control = parts.tryToLoad<typeof import("./control/deliver.js")>("./control/deliver.js");
    return own && control?.createDeliver(cells, own.handle, own.isBusy);
  };
  const offered: { readonly deliver: Deliver } = {
    deliver: (json) => {
      deliver ??= loadDeliver();
      return deliver?.(json) ?? later(json);
    },
  };
  Object.defineProperty(globalThis, Symbol.for(CONTROL_SYMBOL), { value: offered, configurable: true });
}

const later = (json: string): string => {
  const { id } = JSON.parse(json) as ControlMessage;
  return JSON.stringify({ kind: "later", id } satisfies ControlReply);
};

// Reaches the main thread where the inspector may not be used: at polling update points, and when its event loop is idle. Workers are only counted.
import type { MessagePort } from "node:worker_threads";
import { WORKERS } from "./thread-data.js";
import type { Link, Transport } from "./transport.js";

export class PortLink implements Link {
  readonly main: Transport;
  onWorker: Link["onWorker"] = () => undefined;
  onWorkerEnd: Link["onWorkerEnd"] = () => undefined;

  readonly #cells: Int32Array;

  constructor(port: MessagePort, wake: Int32Array, cells: Int32Array) {
    this.#cells = cells;
    this.main = {
      post: (json) => {
        const answer = new Promise<string>((resolve) => port.once("message", resolve));
        port.postMessage(json);
        // After the message, so that whoever sees the cell finds it.
        Atomics.store(wake, 0, 1);
        return answer;
      },
    };
  }

  look(): Promise<void> {
    const count = Atomics.load(this.#cells, WORKERS);
    if (count === 0) return Promise.resolve();
    const who = count === 1 ? "1 worker thread" : `${count} worker threads`;
    return Promise.reject(
      new Error(`${who} cannot be reached, because the inspector may not be used: let each apply the patch to itself (\`applyPatch\`)`),
    );
  }

  rest(): void {}

  close(): void {}
}

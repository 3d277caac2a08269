// Reaches the main thread where the inspector may not be used: at polling update points, and when its event loop is idle.
import type { MessagePort } from "node:worker_threads";
import type { Link, Transport } from "./transport.js";

export class PortLink implements Link {
  readonly main: Transport;
  onWorker: Link["onWorker"] = () => undefined;
  onWorkerEnd: Link["onWorkerEnd"] = () => undefined;

  constructor(port: MessagePort, wake: Int32Array) {
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
    return Promise.resolve();
  }

  rest(): void {}
}

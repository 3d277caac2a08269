// Reaches the program thread where the inspector may not be used: at polling update points, and when its event loop is idle.
import type { MessagePort } from "node:worker_threads";
import type { Transport } from "./transport.js";

export class PortTransport implements Transport {
  readonly #port: MessagePort;
  readonly #wake: Int32Array;

  constructor(port: MessagePort, wake: Int32Array) {
    this.#port = port;
    this.#wake = wake;
  }

  post(json: string): Promise<string> {
    const answer = new Promise<string>((resolve) => this.#port.once("message", resolve));
    this.#port.postMessage(json);
    // After the message, so that whoever sees the cell finds it.
    Atomics.store(this.#wake, 0, 1);
    return answer;
  }

  rest(): void {}
}

// Reaches the program thread through V8's inspector: messages arrive in an endless synchronous loop as well as when idle.
//
// One session, connected only while requests are in progress. The Debugger domain is never enabled: it makes await-heavy code many times slower.
import { type Runtime, Session } from "node:inspector";
import { CONTROL_SYMBOL } from "../contract/protocol.js";
import { SESSION, SESSION_NONE, SESSION_OPEN } from "./thread-data.js";
import type { Transport } from "./transport.js";

export class InspectorTransport implements Transport {
  readonly #cells: Int32Array;
  #session: Session | undefined;

  constructor(cells: Int32Array) {
    this.#cells = cells;
  }

  post(json: string): Promise<string> {
    const session = this.#connect();
    const expression = `globalThis[Symbol.for(${JSON.stringify(CONTROL_SYMBOL)})].deliver(${JSON.stringify(json)})`;
    return new Promise((resolve, reject) => {
      session.post("Runtime.evaluate", { expression, returnByValue: true, silent: true }, (error, result) => {
        if (error !== null) reject(error);
        else settle(result, resolve, reject);
      });
    });
  }

  rest(): void {
    if (this.#session === undefined) return;
    this.#session.disconnect();
    this.#session = undefined;
    Atomics.compareExchange(this.#cells, SESSION, SESSION_OPEN, SESSION_NONE);
    Atomics.notify(this.#cells, SESSION);
  }

  #connect(): Session {
    if (this.#session !== undefined) return this.#session;
    // A session that is open when the process exits makes Node print "Waiting for the debugger to disconnect...".
    if (Atomics.compareExchange(this.#cells, SESSION, SESSION_NONE, SESSION_OPEN) !== SESSION_NONE)
      throw new Error("the process is ending");
    const session = new Session();
    session.connectToMainThread();
    this.#session = session;
    return session;
  }
}

function settle(result: Runtime.EvaluateReturnType, resolve: (text: string) => void, reject: (error: Error) => void): void {
  if (result.exceptionDetails !== undefined)
    reject(new Error(result.exceptionDetails.exception?.description ?? result.exceptionDetails.text));
  else if (typeof result.result.value === "string") resolve(result.result.value);
  else reject(new Error(`the program thread answered a ${result.result.type}`));
}

// What cannot go on in another process, one of each kind.
import { createServer } from "node:net";

class Account {
  readonly #owner: unknown;
  constructor(owner: unknown) {
    this.#owner = owner;
  }
  get owner(): unknown {
    return this.#owner;
  }
}

const MAKERS: Readonly<Record<string, () => unknown>> = {
  promise: () => ({ answer: new Promise(() => undefined) }),
  server: () => createServer(),
  listening: () => void createServer().listen(0),
  timer: () => void setTimeout(() => undefined, 100_000),
  weak: () => new Map([["key", [new WeakMap()]]]),
  proxy: () => new Proxy({}, {}),
  generator: () =>
    (function* (): Generator<number> {
      yield 1;
    })(),
  shared: () => new Uint8Array(new SharedArrayBuffer(4)),
  bound: () => Math.max.bind(undefined),
  iterator: () => [1, 2].entries(),
  url: () => new URL("http://example.org"),
  private: () => new Account(Promise.resolve(1)),
  local: () =>
    new (class Local {
      x = 1;
    })(),
  idle: () => void setTimeout(() => undefined, 100_000).unref(),
  added: () => {
    (Array.prototype as { last?: unknown }).last = 1;
  },
  listener: () => void process.on("SIGUSR2", () => undefined),
  global: () => {
    (globalThis as { leaked?: unknown }).leaked = {};
  },
};

export const obstacle = (): unknown => MAKERS[process.env["OBSTACLE"] ?? ""]?.();

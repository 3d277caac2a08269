// What `using` and `await using` do natively, step by step: resources of a block, disposed of in reverse order when it is left.

type Dispose = () => unknown;

interface Resource {
  readonly kind: "sync" | "async";
  /** Absent for `await using x = null`, which only waits. */
  readonly dispose?: Dispose;
}

export class Resources {
  readonly #stack: Resource[] = [];
  #failure: { readonly error: unknown } | undefined;

  use(value: unknown, kind: "sync" | "async"): unknown {
    if (value === null || value === undefined) {
      if (kind === "async") this.#stack.push({ kind });
      return value;
    }
    if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
    this.#stack.push({ kind, dispose: findDispose(value as Disposables, kind) });
    return value;
  }

  /** The block was left by an error. */
  fail(error: unknown): void {
    this.#failure = { error };
  }

  /** Disposes of everything; a promise where something has to be awaited. Throws how the block was left, or what disposing threw. */
  dispose(): Promise<void> | undefined {
    return this.#next(false);
  }

  /** `waits`: an `await using` without a resource was met, for which one `await` is due. */
  #next(hasToWait: boolean): Promise<void> | undefined {
    let waits = hasToWait;
    for (let resource = this.#stack.pop(); resource !== undefined; resource = this.#stack.pop()) {
      const { kind, dispose } = resource;
      if (kind === "sync" && waits) {
        this.#stack.push(resource);
        return Promise.resolve().then(() => this.#next(false));
      }
      if (dispose === undefined) waits = true;
      else if (kind === "sync") this.#attempt(dispose);
      else {
        const result = this.#attempt(dispose);
        return Promise.resolve(result).then(
          () => this.#next(false),
          (error) => {
            this.#suppress(error);
            return this.#next(false);
          },
        );
      }
    }
    if (waits) return Promise.resolve().then(() => this.#end());
    return this.#end();
  }

  #end(): undefined {
    if (this.#failure !== undefined) throw this.#failure.error;
    return undefined;
  }

  #attempt(dispose: Dispose): unknown {
    try {
      return dispose();
    } catch (error) {
      this.#suppress(error);
      return undefined;
    }
  }

  #suppress(error: unknown): void {
    this.#failure = { error: this.#failure === undefined ? error : suppressed(error, this.#failure.error) };
  }
}

type Disposables = { readonly [key: symbol]: unknown };

function findDispose(value: Disposables, kind: "sync" | "async"): Dispose {
  const own = kind === "async" ? value[Symbol.asyncDispose] : undefined;
  const isFallback = own === undefined || own === null;
  const dispose = isFallback ? value[Symbol.dispose] : own;
  if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
  if (kind === "async" && isFallback)
    return () => {
      Reflect.apply(dispose, value, []);
    };
  return () => Reflect.apply(dispose, value, []) as unknown;
}

/** `SuppressedError` where this Node has it. */
function suppressed(error: unknown, before: unknown): unknown {
  const { SuppressedError: Native } = globalThis as { SuppressedError?: new (error: unknown, suppressed: unknown) => unknown };
  if (Native !== undefined) return new Native(error, before);
  return Object.assign(new Error("An error was suppressed during disposal."), { name: "SuppressedError", error, suppressed: before });
}

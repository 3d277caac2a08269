// Waiting that can be cut short.

/** Resolves after `ms` milliseconds, or as soon as `signal` aborts. Does not keep its thread alive longer than that. */
export function delay(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
  });
}

/** Whether `promise` resolves before `ms` have passed, and before `signal` aborts. */
export async function endsWithin(promise: Promise<unknown>, ms: number, signal?: AbortSignal): Promise<boolean> {
  const ended = promise.then(() => true);
  return (await within(ended, ms, signal)) ?? false;
}

/** What `promise` resolves to, or `undefined` if that takes longer than `ms`, or than until `signal` aborts. */
export async function within<T>(promise: Promise<T>, ms: number, signal?: AbortSignal): Promise<T | undefined> {
  const enough = new AbortController();
  const either = signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal]);
  try {
    return await Promise.race([promise, delay(ms, either).then(() => undefined)]);
  } finally {
    enough.abort();
  }
}

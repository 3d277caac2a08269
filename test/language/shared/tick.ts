// Calls in which the storm saves and rebuilds every frame that stands above.

/** Gives back its argument after one update point. */
export function tick<T>(value: T): T {
  let result: T | undefined;
  for (let left = 1; left-- > 0; ) result = value;
  return result as T;
}

/** Says that it was called, so that the order of calls can be seen. */
export function note<T>(name: string, value: T): T {
  console.log("call", name);
  return tick(value);
}

/** What a call throws, as text. */
export function thrown(action: () => unknown): string {
  try {
    return `returned ${String(action())}`;
  } catch (error) {
    return error instanceof Error ? `${error.constructor.name}: ${error.message}` : `threw ${String(error)}`;
  }
}

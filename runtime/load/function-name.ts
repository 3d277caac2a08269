// What functions that a patch installs are called.

/** A method's name is its key, an accessor's `get size`. */
export function named<Fn>(fn: Fn, key: PropertyKey, prefix: "" | "get" | "set"): Fn {
  const shown = typeof key === "symbol" ? `[${key.description ?? ""}]` : String(key);
  return Object.defineProperty(fn, "name", { value: prefix === "" ? shown : `${prefix} ${shown}`, configurable: true });
}

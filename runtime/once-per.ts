// Frames at one place of the code are one object, and so is what is decided of them: a recursion has thousands.

import { KnownMap } from "./known-collections.js";

/** Asks once for each key. */
export function oncePer<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const found = new KnownMap<Key, { readonly value: Value }>();
  const ask = (key: Key): Value => {
    const value = find(key);
    found.set(key, { value });
    return value;
  };
  return (key) => {
    const known = found.get(key);
    return known === undefined ? ask(key) : known.value;
  };
}

// Changes that give what undoes them: an update that is not made takes all of its own back.

/** Where the action throws, nothing of it stays. Nothing may have been changed before: a call can fail for want of stack. */
export function undoIfFails(undo: () => void, action: () => void): void {
  try {
    action();
  } catch (error) {
    undo();
    throw error;
  }
}

/** Sets a map's entry; returns what puts back the one that was there, or none. */
export function setEntry<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): () => void {
  const before = map.get(key);
  map.set(key, value);
  return () => {
    if (before === undefined) map.delete(key);
    else map.set(key, before);
  };
}

/** Deletes a map's entry; returns what puts it back. */
export function deleteEntry<Key, Value>(map: Map<Key, Value>, key: Key): () => void {
  const before = map.get(key);
  map.delete(key);
  return () => {
    if (before !== undefined) map.set(key, before);
  };
}

/** Gives back its argument after one update point. */
export function tick<T>(value: T): T {
  let result: T | undefined;
  for (let once = 0; once < 1; once++) result = value;
  return result as T;
}

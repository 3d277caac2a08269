/** Gives back its argument after one update point. */
export function tick<T>(value: T): T {
  let result: T | undefined;
  for (let left = 1; left-- > 0; ) result = value;
  return result as T;
}

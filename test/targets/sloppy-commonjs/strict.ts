export function tick<T>(value: T): T {
  let result: T | undefined;
  for (let once = 0; once < 1; once++) result = value;
  return result as T;
}
export function strictly(...values: unknown[]): string {
  return values.map((value) => tick(String(value))).join(" ");
}

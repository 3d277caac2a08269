export function describe(users: ReadonlyMap<string, number>): string {
  return [...users].map(([name, at]) => `${name}${at}`).join();
}

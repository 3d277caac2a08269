export const users = new Map<string, number>();

let count = 0;

export function add(name: string): number {
  users.set(name, ++count);
  return count;
}

export function describe(): string {
  return [...users].map(([name, at]) => `${name}${at}`).join();
}

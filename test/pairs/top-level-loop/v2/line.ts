export function line(n: number): string {
  return `v2 ${n}`;
}

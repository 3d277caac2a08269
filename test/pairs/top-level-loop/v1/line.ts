export function line(n: number): string {
  return `v1 ${n}`;
}

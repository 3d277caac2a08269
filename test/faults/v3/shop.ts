export function price(count: number): string {
  return `v3 price ${count}`;
}

export function price(count: number): string {
  return `v1 price ${count}`;
}

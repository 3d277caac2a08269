export interface Order {
  readonly n: number;
  readonly dishes: readonly string[];
}

export function takeOrder(n: number): Order {
  return { n, dishes: n % 2 === 0 ? ["soup", "cake"] : ["soup"] };
}

export function serve({ n, dishes }: Order): void {
  console.log(`order ${n}: ${dishes.join(" and ")}, in version 2`);
}

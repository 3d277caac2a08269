export interface Order {
  readonly n: number;
  readonly dish: string;
}

export function takeOrder(n: number): Order {
  return { n, dish: "soup" };
}

export function serve({ n, dish }: Order): void {
  console.log(`order ${n}: ${dish}`);
}

// Events: emitters with several listeners, which come and go.
import { EventEmitter, once } from "node:events";

export const size = 600_000;

interface Order {
  readonly id: number;
  readonly amount: number;
}

class Shop extends EventEmitter<{ order: [Order]; closed: [number] }> {
  #count = 0;

  sell(amount: number): void {
    this.emit("order", { id: this.#count++, amount });
  }

  close(): void {
    this.emit("closed", this.#count);
  }
}

class Ledger {
  total = 0;
  readonly byTens = new Map<number, number>();

  constructor(shop: Shop) {
    shop.on("order", this.#add);
    shop.on("order", ({ amount }) => {
      const key = amount % 10;
      this.byTens.set(key, (this.byTens.get(key) ?? 0) + 1);
    });
  }

  readonly #add = ({ id, amount }: Order): void => {
    this.total = (this.total + amount * (id % 13)) | 0;
  };
}

export async function run(times: number): Promise<string> {
  const shop = new Shop();
  const ledger = new Ledger(shop);
  let largest = 0;
  const watch = ({ amount }: Order): void => {
    largest = Math.max(largest, amount);
  };
  const closed = once(shop, "closed");
  for (let i = 0; i < times; i++) {
    if (i % 100 === 0) shop.on("order", watch);
    shop.sell((i * 7919) % 1009);
    if (i % 100 === 50) shop.off("order", watch);
  }
  shop.close();
  const [count] = await closed;
  return `${ledger.total} ${largest} ${count} ${[...ledger.byTens.values()].join()}`;
}

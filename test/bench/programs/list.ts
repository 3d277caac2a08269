// List: a recursive function over linked lists (Takeuchi's, comparing lengths).
export const size = 1_200;

class Item {
  constructor(
    readonly value: number,
    readonly next: Item | undefined,
  ) {}

  get length(): number {
    return this.next === undefined ? 1 : 1 + this.next.length;
  }
}

function makeList(length: number): Item | undefined {
  return length === 0 ? undefined : new Item(length, makeList(length - 1));
}

function isShorter(left: Item | undefined, right: Item | undefined): boolean {
  let a = left;
  let b = right;
  while (b !== undefined) {
    if (a === undefined) return true;
    a = a.next;
    b = b.next;
  }
  return false;
}

function tail(x: Item | undefined, y: Item | undefined, z: Item | undefined): Item | undefined {
  if (!isShorter(y, x)) return z;
  return tail(tail(x?.next, y, z), tail(y?.next, z, x), tail(z?.next, x, y));
}

export function run(times: number): number {
  let sum = 0;
  for (let i = 0; i < times; i++) sum += tail(makeList(15), makeList(10), makeList(6))?.length ?? 0;
  return sum;
}

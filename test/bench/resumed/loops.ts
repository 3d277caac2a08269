// Loops that are measured in slices: `slice` is called once in each. In the middle the loop itself can be moved into new code.

type Loop = (slices: number, slice: () => void) => number;

const TURNS = 400_000;

function counting(slices: number, slice: () => void): number {
  let sum = 0;
  for (let turn = 0; turn < slices * TURNS * 4; turn++) {
    sum = (sum * 31 + turn) | 0;
    if (turn % (TURNS * 4) === 0) slice();
  }
  return sum;
}

function nested(slices: number, slice: () => void): number {
  const cells = new Float64Array(10_000);
  for (let n = 0; n < slices; n++) {
    slice();
    for (let pass = 0; pass < 100; pass++)
      for (let x = 1; x < 99; x++)
        for (let y = 1; y < 99; y++) {
          const at = x * 100 + y;
          cells[at] = (cells[at - 1]! + cells[at + 1]! + cells[at - 100]! + cells[at + 100]! + 1) / 5;
        }
  }
  return cells[5_050]!;
}

class Account {
  constructor(
    readonly id: number,
    public balance: number,
  ) {}

  add(amount: number): number {
    this.balance = (this.balance + amount) % 1_000_003;
    return this.balance;
  }
}

const weigh = (value: number): number => (value % 7) + 1;

function calling(slices: number, slice: () => void): number {
  const accounts = Array.from({ length: 100 }, (_, id) => new Account(id, id));
  let sum = 0;
  for (let turn = 0; turn < slices * TURNS; turn++) {
    sum = (sum + accounts[turn % 100]!.add(weigh(turn))) | 0;
    if (turn % TURNS === 0) slice();
  }
  return sum;
}

function walking(slices: number, slice: () => void): number {
  const names = new Map(Array.from({ length: 1000 }, (_, id): [string, number] => [`name ${id}`, id]));
  let sum = 0;
  for (let n = 0; n < slices; n++) {
    slice();
    for (let pass = 0; pass < 200; pass++) for (const [name, id] of names) sum = (sum * 31 + name.length * id) | 0;
  }
  return sum;
}

function capturing(slices: number, slice: () => void): number {
  let sum = 0;
  const add = (value: number): void => {
    sum = (sum * 31 + value) | 0;
  };
  for (let turn = 0; turn < slices * TURNS; turn++) {
    add(turn);
    if (turn % TURNS === 0) slice();
  }
  return sum;
}

let steps = 0;

function assigning(slices: number, slice: () => void): number {
  for (let turn = 0; turn < slices * TURNS; turn++) {
    steps = (steps * 31 + turn) | 0;
    if (turn % TURNS === 0) slice();
  }
  return steps;
}

export const loops: Readonly<Record<string, Loop>> = { counting, nested, calling, walking, capturing, assigning };

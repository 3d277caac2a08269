import { tick } from "../shared/tick.js";

interface Box {
  get(): number;
  set(value: number): void;
}

const boxes: Box[] = [];

function make(start: number): number {
  let value = start;
  const box: Box = { get: () => value, set: (next) => void (value = next) };
  boxes.push(box);
  tick(value);
  box.set(value + 1);
  tick(value);
  value += 10;
  tick(value);
  const pair = { value, box };
  for (const other of boxes) {
    other.set(other.get() + 1);
    tick(other);
  }
  return pair.value * 1000 + value;
}

function deep(n: number): number {
  let here = n;
  const add = (): void => void here++;
  if (n > 0) here += deep(n - 1);
  add();
  tick(here);
  add();
  return here;
}

function destructured(): string {
  let { a, b = tick(2), ...rest } = { a: tick(1), c: 3 } as { a: number; b?: number; c: number };
  let [first, , third = tick(9), ...others] = [1, 2, undefined, 4, 5];
  const change = (): void => {
    a++;
    b++;
    rest = { c: rest.c + 1 };
    first++;
    third += tick(1);
    others.push(6);
  };
  tick(0);
  change();
  tick(0);
  [a, b] = [b, a];
  tick(0);
  change();
  return JSON.stringify([a, b, rest, first, third, others]);
}

function caught(): string {
  let get = (): string => "none";
  try {
    throw new Error("first");
  } catch (error) {
    let count = 0;
    get = () => `${(error as Error).message} ${++count}`;
    tick(0);
    error = new Error(tick("second"));
    count += 5;
    tick(0);
  }
  return `${get()} ${get()}`;
}

console.log(
  make(1),
  make(2),
  boxes.map((b) => b.get()),
  deep(4),
  destructured(),
  caught(),
);

import { note, tick } from "../shared/tick.js";

function whileLoop(n: number): number[] {
  const seen: number[] = [];
  let i = 0;
  while (tick(i) < n) {
    seen.push(tick(i));
    i++;
  }
  return seen;
}

function doLoop(n: number): number[] {
  const seen: number[] = [];
  let i = 0;
  do {
    if (tick(i) === 1) continue;
    seen.push(i);
  } while (note("test", ++i) < n);
  return seen;
}

function forLoop(n: number): number[] {
  const seen: number[] = [];
  for (let i = note("init", 0), j = 10; note("condition", i) < n; note("step", i++), j--) {
    if (i === 2) continue;
    seen.push(i, tick(j));
  }
  return seen;
}

function forWithoutParts(n: number): number {
  let i = 0;
  for (;;) {
    if (tick(i) >= n) break;
    i++;
  }
  return i;
}

function bodiesWithoutBlocks(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (tick(i) !== j) sum += tick(j);
  while (sum > 5) sum -= tick(3);
  do sum++;
  while (tick(sum) < 7);
  return sum;
}

function emptyBodies(list: number[]): number {
  let n = 0;
  for (const _ of list);
  for (; tick(++n) < 3; );
  while (tick(n++) < 5);
  return n;
}

function outerVariableInHead(): string {
  let x = 1;
  let log = "";
  for (x = tick(5); x > tick(2); x--) log += x;
  for (x of [7, tick(8)]) log += `,${tick(x)}`;
  const target: { key: string } = { key: "" };
  for (target.key in { a: 1, b: 2 }) log += tick(target.key);
  return `${log} ${x} ${target.key}`;
}

console.log(whileLoop(3), doLoop(3), forLoop(4), forWithoutParts(4), bodiesWithoutBlocks(3), emptyBodies([1, 2]), outerVariableInHead());

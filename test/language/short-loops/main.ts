// Loops that count between constants and call nothing but `Math`, which have no update point, beside calls that are points, and loops that only seem to be such.
import { tick } from "../shared/tick.js";

const SIZE = 3;
const log: string[] = [];

type Matrix = readonly number[];

/** Runs nothing but its own text: no call of it is a point. */
function multiply(a: Matrix, b: Matrix): number[] {
  const product: number[] = [];
  for (let row = 0; row < SIZE; row++)
    for (let column = 0; column < SIZE; column++) {
      let sum = 0;
      for (let i = 0; i < SIZE; i++) sum += (a[row * SIZE + i] as number) * (b[i * SIZE + column] as number);
      product[row * SIZE + column] = sum;
    }
  return product;
}

/** Variables of short loops live on between points, and what the loops leave is saved at them. */
function betweenPoints(start: number): string {
  let total = tick(start);
  for (let i = 4; i > 0; i--) total += i;
  const first = tick(total);
  for (let i = 10, width = 2; i >= -2; i -= 4) total = Math.max(total, i * width);
  outer: for (let x = 0.5; x <= 2; x += 0.5) {
    for (let i = 0; i < 8; ++i) {
      if (i === 2) continue outer;
      if (x === 1.5) break outer;
      total += x * i;
    }
  }
  var counted = 0;
  for (let i = 0; i < 5; i++) counted = i;
  return [first, total, tick(counted)].join();
}

/** Within a loop that is a point, and around one. */
function nested(rows: readonly number[][]): number {
  let sum = 0;
  for (const row of rows) {
    for (let i = 0; i < SIZE; i++) sum += row[i] ?? 0;
    sum = tick(sum);
  }
  for (let i = 0; i < SIZE; i++) for (const value of rows[i] ?? []) sum += value * i;
  return sum;
}

function* halves(value: number): Generator<number> {
  for (let n = 0; n < 2; n++) {
    for (let i = 0; i < 2; i++) value /= 2;
    yield tick(value);
  }
}

/** Counters that are changed in the loop, captured, or counted past their end have points as before. */
function seeming(): string {
  const found: (() => number)[] = [];
  for (let i = 0; i < 3; i++) found.push(() => i);
  let turns = 0;
  for (let i = 0; i < 3; i++) if (turns++ < 4) i--;
  for (let i = 0; i < 1_000; i++) turns++;
  for (let i = 0, limit = tick(3); i < limit; i++) turns++;
  for (let i = 0; i < 3; turns < 2_000 ? turns++ : i++) turns++;
  return `${found.map((f) => f()).join()} ${turns}`;
}

class Register {
  #bits = 0;
  /** What the language calls in a short loop is a call like any other. */
  get bits(): number {
    log.push("read");
    return tick(this.#bits);
  }
  set bits(value: number) {
    log.push("written");
    this.#bits = tick(value);
  }
  fill(): number {
    for (let bit = 0; bit < 2; bit++) this.bits |= 1 << bit;
    return this.bits;
  }
}

const shared: number[] = [];
for (let i = 0; i < 4; i++) shared[i] = i * i;

console.log(multiply([1, 2, 3, 4, 5, 6, 7, 8, 9], multiply([1, 0, 0, 0, 1, 0, 0, 0, 1], [9, 8, 7, 6, 5, 4, 3, 2, 1])).join());
console.log(betweenPoints(3));
console.log(nested([[1, 2, 3], [4], [5, 6]]));
console.log([...halves(64)].join());
console.log(seeming());
console.log(new Register().fill(), log.join());
console.log(
  shared
    .map((n) => {
      let sum = n;
      for (let i = 0; i < 3; i++) sum += i;
      return sum;
    })
    .join(),
);

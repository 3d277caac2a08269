import { note, tick } from "../shared/tick.js";

function* numbers(n: number): Generator<number, string, string | undefined> {
  let got = "";
  try {
    for (let i = 0; i < n; i++) got += (yield tick(i)) ?? "-";
  } finally {
    note("finally", n);
  }
  return tick(got);
}

function* delegating(): Generator<number, string, string | undefined> {
  const first = yield* numbers(2);
  const second = yield* [10, tick(20)];
  return `${first}${second}`;
}

class Tree {
  constructor(
    readonly value: number,
    readonly left?: Tree,
    readonly right?: Tree,
  ) {}
  *[Symbol.iterator](): Generator<number> {
    if (this.left !== undefined) yield* this.left;
    yield tick(this.value);
    if (this.right !== undefined) yield* this.right;
  }
}

function drive(): string {
  const log: unknown[] = [];
  const generator = numbers(3);
  for (let step = generator.next(); ; step = generator.next(tick("s"))) {
    log.push(step.value);
    if (step.done) break;
  }
  for (const x of delegating()) log.push(tick(x));
  const [a, b] = numbers(5);
  log.push(a, b, [...new Tree(2, new Tree(1), new Tree(3))]);
  const thrower = numbers(2);
  thrower.next();
  try {
    thrower.throw(new Error("into"));
  } catch (error) {
    log.push((error as Error).message);
  }
  log.push(numbers(1).return("early").value);
  return log.join();
}

console.log(drive(), Math.max(...new Tree(5, new Tree(9))), Array.from(numbers(2)).join());

import { tick } from "../shared/tick.js";

function forLet(): (() => number)[] {
  const made: (() => number)[] = [];
  for (let i = 0; i < 3; i++) {
    tick(i);
    made.push(() => i);
    tick(i);
  }
  return made;
}

function forLetReassignedInBody(): string {
  const read: (() => number)[] = [];
  const add: (() => void)[] = [];
  for (let i = 0; i < 6; i++) {
    read.push(() => i);
    add.push(() => {
      i += 10;
    });
    if (tick(i) === 2) i++;
    tick(i);
    if (i === 4) add[0]?.();
  }
  add[1]?.();
  return read.map((f) => f()).join();
}

function forLetClosureInHead(): string {
  const made: (() => number)[] = [];
  for (let i = 0, get = () => i; tick(i) < 3; i++, made.push(() => i)) made.push(get, () => i);
  return made.map((f) => f()).join();
}

function constInBody(list: readonly string[]): (() => string)[] {
  const made: (() => string)[] = [];
  for (const item of list) {
    const upper = tick(item).toUpperCase();
    let count = 0;
    made.push(() => `${upper}${item}${++count}`);
    tick(count);
    count += 5;
    tick(count);
    made.push(() => `${count}`);
  }
  return made;
}

function whileBody(): string {
  const made: (() => number)[] = [];
  let n = 0;
  while (n < 3) {
    let square = tick(n) * n;
    made.push(() => square++);
    tick(square);
    square += 100;
    n++;
  }
  return [...made.map((f) => f()), ...made.map((f) => f())].join();
}

function forInKeys(): string {
  const made: (() => string)[] = [];
  for (const key in { a: 1, b: 2 }) {
    made.push(() => key);
    tick(key);
  }
  for (let key in { c: 1, d: 2 }) {
    made.push(() => key);
    key += tick("!");
    made.push(() => key);
  }
  return made.map((f) => f()).join();
}

function destructuredHead(): string {
  const made: (() => string)[] = [];
  for (const [k, { v = tick("dv") }] of Object.entries({ a: { v: tick("1") }, b: {} as { v?: string } })) {
    tick(k);
    made.push(() => `${k}=${v}`);
  }
  for (let { x, ...others } of [{ x: 1, y: 2, z: 3 }]) {
    made.push(() => `${x}${JSON.stringify(others)}`);
    x = tick(x + 1);
    tick(x);
  }
  return made.map((f) => f()).join();
}

function nestedLoops(): string {
  const made: (() => string)[] = [];
  for (let i = 0; i < 2; i++) {
    let inI = i * 10;
    for (let j = 0; j < 2; j++) {
      made.push(() => `${i}${j}${inI}`);
      inI += tick(1);
    }
    tick(inI);
  }
  return made.map((f) => f()).join();
}

console.log(
  forLet().map((f) => f()),
  forLetReassignedInBody(),
  forLetClosureInHead(),
);
console.log(
  constInBody(["x", "y"]).map((f) => f()),
  whileBody(),
  forInKeys(),
  destructuredHead(),
  nestedLoops(),
);

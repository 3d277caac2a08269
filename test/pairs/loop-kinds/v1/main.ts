import { hold } from "./hold.js";
import { stay } from "./stay.js";

function forLoop(): void {
  let sum = 0;
  for (let i = 0, j = 10; i < 10; i++, j--) {
    sum += i * j;
    console.log(`v1 ${i} ${j} ${sum}`);
    if (i === 3) hold(1);
    if (i === 6) hold(2);
  }
  console.log(`v1 done ${sum}`);
}

function forOf(): void {
  const map = new Map(Array.from("abcdefgh", (letter, index) => [letter, { index }] as const));
  for (const [letter, { index }] of map) {
    console.log(`v1 ${letter} ${index}`);
    if (letter === "c") hold(1);
    if (letter === "f") hold(2);
  }
  console.log("v1 done");
}

class Countdown implements Iterable<number> {
  *[Symbol.iterator](): Generator<number> {
    try {
      for (let n = 8; ; n--) yield n;
    } finally {
      console.log("closed");
    }
  }
}

function forOfIterator(): void {
  for (const n of new Countdown()) {
    console.log(`v1 ${n}`);
    if (n === 6) hold(1);
    if (n === 4) hold(2);
    if (n === 1) break;
  }
  console.log("v1 done");
}

function forIn(): void {
  const object: Record<string, number> = { a: 1, b: 2, c: 3, d: 4, e: 5 };
  for (const key in object) {
    console.log(`v1 ${key} ${object[key]}`);
    if (key === "b") hold(1);
    if (key === "d") hold(2);
  }
  console.log("v1 done");
}

function doWhile(): void {
  let n = 0;
  do {
    n++;
    console.log(`v1 ${n}`);
    if (n === 3) hold(1);
    if (n === 6) hold(2);
  } while (n < 8);
  console.log("v1 done");
}

function labelled(): void {
  outer: for (let a = 0; a < 6; a++) {
    for (let b = 0; b < 6; b++) {
      if (b > a) continue outer;
      console.log(`v1 ${a} ${b}`);
      if (a === 2 && b === 1) hold(1);
      if (a === 4 && b === 2) hold(2);
      if (a === 5 && b === 3) break outer;
    }
  }
  console.log("v1 done");
}

function tryFinally(): void {
  let n = 0;
  try {
    while (n < 8) {
      n++;
      console.log(`v1 ${n}`);
      if (n === 3) hold(1);
      if (n === 6) hold(2);
    }
  } finally {
    console.log(`v1 finally ${n}`);
  }
  console.log(`v1 done ${n}`);
}

/** The update leaves this one in new code: its `finally` must be the new one. */
function newFinally(): void {
  let n = 0;
  try {
    while (n < 5) {
      n++;
      console.log(`v1 ${n}`);
      if (n === 3) hold(1);
    }
  } finally {
    console.log(`v1 finally ${n}`);
  }
  console.log(`v1 after ${n}`);
  hold(2);
  console.log(`v1 done ${n}`);
}

function inCatch(): void {
  for (let n = 0; n < 5; n++) {
    try {
      if (n % 2 === 1) throw new Error(`odd ${n}`);
      console.log(`v1 even ${n}`);
    } catch (error) {
      if (n === 1) hold(1);
      if (n === 3) hold(2);
      console.log(`v1 ${(error as Error).message}`);
    } finally {
      console.log(`v1 finally ${n}`);
    }
  }
}

function inner(): void {
  let cells = 0;
  for (let x = 0; x < 3; x++) {
    let y = 0;
    while (y < 3) {
      let z = 0;
      do {
        cells++;
        console.log(`v1 ${x}${y}${z} ${cells}`);
        if (x === 1 && y === 1 && z === 1) hold(1);
        if (x === 2 && y === 0 && z === 2) hold(2);
        z++;
      } while (z < 3);
      y++;
    }
  }
  console.log(`v1 done ${cells}`);
}

function perIteration(): void {
  const later: (() => string)[] = [];
  for (let i = 0; i < 6; i++) {
    let twice = i * 2;
    later.push(() => `${i} ${twice++}`);
    console.log(`v1 ${i}`);
    if (i === 2) hold(1);
    if (i === 4) hold(2);
  }
  for (const tell of later) console.log(`v1 ${tell()} ${tell()}`);
}

function inSwitch(): void {
  let state = "start";
  for (let n = 0; ; n++) {
    switch (state) {
      case "start":
        state = "middle";
        break;
      case "middle":
        if (n === 3) hold(1);
        if (n === 5) hold(2);
        if (n === 6) state = "end";
        console.log(`v1 middle ${n}`);
        continue;
      default:
        console.log(`v1 ${state} ${n}`);
        return;
    }
    console.log(`v1 ${state} ${n}`);
  }
}

function inExpression(): void {
  const add = (a: number, b: number): number => a + b;
  let total = 0;
  for (let n = 1; n < 6; n++) {
    total = add(total, add(n, held(n)) * 10) + (n > 2 ? held(-n) : n);
    console.log(`v1 ${n} ${total}`);
  }
}

function held(n: number): number {
  if (n === 2) hold(1);
  if (n === -4) hold(2);
  return n;
}

const loops: Readonly<Record<string, () => void>> = {
  forLoop,
  forOf,
  forOfIterator,
  forIn,
  doWhile,
  labelled,
  tryFinally,
  newFinally,
  inCatch,
  inner,
  perIteration,
  inSwitch,
  inExpression,
};

loops[process.env["LOOP"] ?? ""]?.();
console.log("end");
stay();

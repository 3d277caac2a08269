// @ts-nocheck: JavaScript that TypeScript would not let pass
import { thrown, tick } from "../shared/tick.js";

const log: string[] = [];
class Source implements Iterable<number> {
  constructor(
    readonly name: string,
    readonly count = 3,
  ) {}
  [Symbol.iterator](): Iterator<number> {
    let n = 0;
    return {
      next: () => {
        log.push(`${this.name}.next`);
        return { value: tick(n), done: n++ >= this.count };
      },
      return: () => {
        log.push(`${this.name}.return`);
        return { value: tick(undefined), done: true };
      },
    };
  }
}

function* generator(): Generator<number, void, undefined> {
  try {
    for (let i = 0; i < 3; i++) yield i;
  } finally {
    log.push("generator closed");
  }
}

function leave(how: string, source: Iterable<number>): string {
  outer: for (const _ of [1, 2]) {
    for (const n of source) {
      tick(n);
      if (n < 1) continue;
      if (how === "break") break;
      if (how === "return") return tick("returned");
      if (how === "throw") throw new Error("thrown");
      if (how === "break outer") break outer;
      if (how === "continue outer") continue outer;
    }
    tick(0);
  }
  return "ended";
}

for (const how of ["fall", "break", "return", "throw", "break outer", "continue outer"]) {
  for (const source of [new Source("source"), generator(), new Source("one", 1), [5, 6]]) {
    log.push(thrown(() => leave(how, source)));
    console.log(how, log.splice(0).join());
  }
}

function nested(): string {
  for (const a of new Source("a", 2)) {
    for (const b of new Source("b", 2)) {
      if (tick(a) === 1 && b === 1) return "left both";
    }
  }
  return "never";
}

function finallyInside(): string {
  for (const a of new Source("f", 2)) {
    try {
      if (tick(a) === 0) continue;
      break;
    } finally {
      log.push(tick("finally"));
    }
  }
  return "done";
}

function returnThrows(): string {
  const source = {
    [Symbol.iterator]: () => ({
      next: (): IteratorResult<number> => ({ value: 1, done: false }),
      return: (): never => {
        throw new Error(tick("from return"));
      },
    }),
  };
  const first = thrown(() => {
    for (const x of source) if (tick(x)) break;
    return 0;
  });
  const second = thrown(() => {
    for (const x of source) if (tick(x)) throw new Error("from the body");
    return 0;
  });
  return `${first} / ${second}`;
}

function badIterators(): string {
  const returnsPrimitive = {
    [Symbol.iterator]: () => ({ next: (): IteratorResult<number> => ({ value: 1, done: false }), return: () => 1 as never }),
  };
  return [
    thrown(() => {
      for (const x of returnsPrimitive) if (tick(x)) break;
    }),
    thrown(() => {
      for (const x of 5 as never as number[]) tick(x);
    }),
    thrown(() => {
      for (const x of undefined as never as number[]) tick(x);
    }),
    thrown(() => {
      for (const x of { [Symbol.iterator]: () => 1 } as never as number[]) tick(x);
    }),
    thrown(() => {
      for (const x of { [Symbol.iterator]: () => ({ next: () => 1 }) } as never as number[]) tick(x);
    }),
    thrown(() => {
      for (const x of { [Symbol.iterator]: () => ({}) } as never as number[]) tick(x);
    }),
    thrown(() => {
      for (const { x } of [null] as never as { x: number }[]) tick(x);
    }),
  ]
    .map((text) => text.replace(/:.* is not iterable.*/, " of what is not iterable"))
    .join("\n");
}

console.log(nested(), finallyInside(), log.splice(0).join());
console.log(returnThrows());
console.log(badIterators());

import { note, thrown, tick } from "../shared/tick.js";

const is = <T>(value: T): T => note(`case ${String(value)}`, value);

function choose(x: unknown): string {
  const log: string[] = [];
  switch (note("subject", x)) {
    case is(1):
      log.push("one");
      break;
    case is(2): {
      log.push(tick("two"));
    }
    // falls through
    case is(3):
      log.push("three");
    default:
      log.push("default");
      if (x === 3) break;
    case is("after default"):
      log.push(note("body", "after"));
      return log.join();
    case is(undefined):
      log.push("undefined");
  }
  return `${log.join()} end`;
}

function lexical(x: number): string {
  switch (x) {
    case tick(0):
      let shared = tick("zero");
      const f = (): string => shared;
      shared = `${shared}!`;
      return f();
    case tick(1):
      shared = "one";
      return shared + tick(1);
    default:
      function hoisted(): string {
        return tick(`default ${x}`);
      }
      return hoisted();
  }
}

function nested(rows: number[][]): string {
  const log: unknown[] = [];
  rows: for (const row of rows) {
    switch (row.length) {
      case is(1):
        continue rows;
      case is(3):
        break rows;
      case 2:
        for (const x of row) {
          switch (true) {
            case tick(x) > 4:
              log.push("big");
              continue;
            case tick(x) < 0:
              continue rows;
            case x === tick(3):
              break;
          }
          log.push(x);
        }
    }
    log.push("row");
  }
  return log.join();
}

function throwing(): string {
  switch (tick<number>(1)) {
    case is(2):
      return "two";
    case (() => {
      throw new Error("in a case");
    })():
    default:
      return "default";
  }
}

async function suspended(x: number): Promise<string> {
  const later = async (value: number): Promise<number> => {
    await null;
    return note(`later ${value}`, value);
  };
  switch (await later(x)) {
    case await later(1):
      return "one";
    case await later(2):
      return `two ${await later(20)}`;
    default:
      return "other";
  }
}

function* yielding(x: unknown): Generator<string, string, unknown> {
  switch (x) {
    case yield "first":
      return "first";
    case yield "second":
      return `second ${yield "more"}`;
  }
  return "none";
}

for (const x of [1, 2, 3, 4, "after default", undefined, Number.NaN]) console.log(choose(x));
console.log([0, 1, 2].map((x) => thrown(() => lexical(x))).join("; "));
console.log(nested([[1], [3, 5], [1, -1], [4, 4], [1, 2, 3], [2, 2]]), thrown(throwing));
for (const x of ["a", "b", "c"]) {
  const iterator = yielding(x);
  console.log(iterator.next(), iterator.next("a"), iterator.next("b"), iterator.next("c"));
}
void Promise.all([1, 2, 3].map(suspended)).then(console.log);

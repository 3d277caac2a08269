// Frames above the body of a `for await` go on in it at once; leaving it early closes the iterator, once, and waits for it.
import { tick } from "../shared/tick.js";

const log: string[] = [];

class Source implements AsyncIterable<number> {
  constructor(readonly closes: "well" | "badly") {}
  [Symbol.asyncIterator](): AsyncIterator<number> {
    let n = 0;
    return {
      next: async () => ({ value: tick(n), done: n++ >= 4 }),
      return: async () => {
        log.push("closing");
        await null;
        log.push(tick("closed"));
        if (this.closes === "badly") throw new Error("not closed");
        return { value: undefined, done: true };
      },
    };
  }
}

async function* generator(): AsyncGenerator<number, void, undefined> {
  try {
    for (let i = 0; i < 4; i++) yield tick(i);
  } finally {
    await null;
    log.push(tick("generator closed"));
  }
}

function* plain(): Generator<number, void, undefined> {
  try {
    for (let i = 0; i < 4; i++) yield i;
  } finally {
    log.push(tick("plain generator closed"));
  }
}

async function leave(how: string, source: AsyncIterable<number> | Iterable<number>): Promise<string> {
  let sum = 0;
  outer: for (const turn of [1, 2]) {
    for await (const n of source) {
      sum += tick(n) + tick(turn);
      for (let i = 0; i < 2; i++) sum += tick(i);
      if (n < 1) continue;
      if (how === "break") break;
      if (how === "return") return tick(`returned ${sum}`);
      if (how === "throw") throw new Error(tick("thrown"));
      if (how === "continue outer") continue outer;
      try {
        if (n === 2 && how === "finally") return "not this";
      } finally {
        if (n === 2 && how === "finally") break outer;
      }
    }
    log.push(tick("between"));
  }
  return `ended ${sum}`;
}

const sources = [() => new Source("well"), () => new Source("badly"), generator, plain, () => [tick(1), tick(2), 3]];

async function main(): Promise<void> {
  for (const how of ["through", "break", "return", "throw", "continue outer", "finally"]) {
    for (const source of sources) {
      log.length = 0;
      const result = await leave(how, source()).catch((error: Error) => error.message);
      console.log(how, result, log.join(", "));
    }
  }
}

void main();

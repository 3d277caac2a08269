import { note, tick } from "../shared/tick.js";

class Failure extends Error {
  override readonly name = "Failure";
  constructor(
    message: string,
    readonly depth: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

function deep(n: number, action: () => unknown): unknown {
  if (tick(n) === 0) return action();
  try {
    return deep(n - 1, action);
  } finally {
    if (n === 2) note(`leaving ${n}`, 0);
  }
}
const fail = (message: string): never => {
  tick(0);
  throw new Failure(message, tick(3));
};

function caughtAndWrapped(n: number): string {
  try {
    return String(deep(n, () => fail("inner")));
  } catch (error) {
    try {
      throw new Failure(tick("outer"), n, { cause: tick(error) });
    } catch (outer) {
      const { message, cause, depth } = outer as Failure;
      return `${message} of ${depth}: ${(cause as Error).message} ${cause instanceof Failure} ${(cause as Error).stack?.split("\n")[0]}`;
    }
  }
}

function replacedByFinally(): string {
  for (const turn of [1, 2, 3]) {
    try {
      if (turn === 1) fail("forgotten");
      if (turn === 2) return tick("overridden");
    } finally {
      tick(turn);
      // biome-ignore lint: what a jump out of `finally` does is what this shows
      if (turn < 3) continue;
      return note("from finally", "the last turn");
    }
  }
  return "never";
}

function throwingInCatch(): string {
  const log: string[] = [];
  try {
    try {
      fail("first");
    } catch (error) {
      log.push(tick((error as Error).message));
      fail("second");
    } finally {
      log.push(tick("finally"));
    }
  } catch (error) {
    log.push((error as Error).message);
  }
  return log.join();
}

function anyValue(): string {
  return [undefined, null, 0, "text", Symbol.iterator]
    .map((value) => {
      try {
        deep(1, () => {
          throw tick(value);
        });
      } catch (error) {
        return error === value;
      }
      return "nothing thrown";
    })
    .join();
}

function iteratorsClosed(): string {
  const log: string[] = [];
  function* values(name: string): Generator<number> {
    try {
      yield tick(1);
      yield tick(2);
    } finally {
      log.push(`${name} closed`);
      tick(0);
    }
  }
  try {
    for (const a of values("outer")) for (const b of values("inner")) if (a + b === 3) fail("in the loop");
  } catch (error) {
    log.push((error as Error).message);
  }
  return log.join();
}

async function rejected(): Promise<string> {
  const log: string[] = [];
  const later = async (n: number): Promise<never> => {
    await null;
    return deep(n, () => fail(`rejected ${n}`)) as never;
  };
  for (const n of [1, 2]) {
    try {
      await later(n);
    } catch (error) {
      log.push(tick((error as Error).message));
    }
  }
  const settled = await Promise.allSettled([
    later(1),
    Promise.race([later(2), later(3)]),
    (async () => note("sync part", fail("at once")))(),
  ]);
  log.push(...settled.map((s) => (s.status === "rejected" ? (s.reason as Error).message : "fulfilled")));
  return log.join();
}

console.log(caughtAndWrapped(3));
console.log(replacedByFinally(), throwingInCatch(), anyValue());
console.log(iteratorsClosed());
void rejected().then(console.log);

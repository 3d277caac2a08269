import { thrown, tick } from "../shared/tick.js";

function catchAll(): string {
  const log: unknown[] = [];
  for (let i = 0; i < 3; i++) {
    try {
      log.push(tick(i));
      if (i === 1) throw tick("own");
    } catch (error) {
      log.push(`caught ${error}`);
      tick(0);
    }
    try {
      log.push(tick("x"));
    } catch {
      log.push("never");
    } finally {
      log.push("f");
    }
  }
  return log.join();
}

function noCleanupTwice(): string {
  let opened = 0;
  let closed = 0;
  const using = (work: () => void): void => {
    opened++;
    try {
      work();
      tick(0);
    } finally {
      closed++;
    }
  };
  using(() => {
    using(() => void tick(1));
    tick(2);
  });
  return `${opened} ${closed}`;
}

function throwsThroughRebuiltFrames(depth: number): number {
  tick(depth);
  if (depth === 0) throw new RangeError("at the bottom");
  try {
    return throwsThroughRebuiltFrames(depth - 1) + 1;
  } catch (error) {
    if (tick(depth) % 2 === 0) (error as Error).message += ` ${depth}`;
    throw error;
  }
}

function rethrowKeepsIdentity(): boolean {
  const error = { own: true };
  try {
    try {
      throw tick(error);
    } finally {
      tick(0);
    }
  } catch (caught) {
    tick(0);
    return caught === error;
  }
}

function patterns(): string {
  try {
    throw tick({ code: 7, nested: [1, 2] });
  } catch ({ code, nested: [first, second = 0], missing = tick("default") }: any) {
    tick(0);
    return `${code} ${first} ${second} ${missing}`;
  }
}

console.log(
  catchAll(),
  noCleanupTwice(),
  thrown(() => throwsThroughRebuiltFrames(5)),
  rethrowKeepsIdentity(),
  patterns(),
);

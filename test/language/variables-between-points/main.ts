// Variables of inner blocks that have a value at no point, beside some that have one.
import { tick } from "../shared/tick.js";

/** `next` is never saved: where the loop begins its next turn, it is not there yet. */
function roots(count: number): string {
  let [low, high] = [0, count];
  let steps = 0;
  while (high - low > 1e-6) {
    const next = (low + high) / 2;
    if (next * next < count) low = next;
    else high = next;
    steps++;
  }
  return `${low.toFixed(3)} after ${steps}`;
}

/** `before` is used on both sides of a call, `after` on one. */
function aroundCalls(): number[] {
  const found: number[] = [];
  for (let i = 0; i < 3; i++) {
    const before = i * 2;
    const met = tick(before + 1);
    {
      const after = before + met;
      found.push(after);
    }
    if (i === 1) {
      const last = found.length;
      found.push(last);
    }
  }
  return found;
}

/** A variable without an initialiser is undefined in each turn. */
function undefinedAnew(): string {
  const seen: string[] = [];
  for (let i = 0; i < 3; i++) {
    tick(i);
    let value: number | undefined;
    seen.push(String(value));
    if (i % 2 === 0) value = i;
    seen.push(String(value));
  }
  return seen.join();
}

/** A constant that closures keep, and the same name in the block beside. */
function captured(): number[] {
  const made: (() => number)[] = [];
  {
    const value = tick(1);
    made.push(() => value);
  }
  {
    const value = 2;
    made.push(() => value);
  }
  tick(0);
  return made.map((read) => tick(read()));
}

function inTryAndSwitch(kind: string): string {
  const log: string[] = [];
  for (const each of [kind, "other"]) {
    try {
      const text = each.toUpperCase();
      log.push(text);
      if (each === "other") throw new Error(text);
    } catch (error) {
      const { message } = error as Error;
      log.push(message);
    } finally {
      const length = log.length;
      log.push(String(length));
    }
    switch (tick(each)) {
      case "one": {
        const first = log[0] ?? "";
        log.push(first);
        break;
      }
      default: {
        const joined = log.join("+");
        log.push(joined);
      }
    }
  }
  return log.join();
}

console.log(roots(2), aroundCalls(), undefinedAnew(), captured(), inTryAndSwitch("one"));

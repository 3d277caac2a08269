import { note, tick } from "../shared/tick.js";

const later = <T>(value: T): Promise<T> => new Promise((resolve) => setImmediate(resolve, value));
const never = (text: string): Promise<never> => later(text).then(() => Promise.reject(new Error(text)));

async function rejectedInTry(): Promise<string> {
  try {
    return await never("no");
  } catch (error) {
    return tick(`caught ${(error as Error).message}`);
  } finally {
    note("finally", "rejectedInTry");
  }
}

async function finallyOnly(): Promise<string> {
  let released = 0;
  try {
    try {
      return await never("gone");
    } finally {
      released += 1;
    }
  } finally {
    released += tick(10);
    note("released", released);
  }
}

async function finallyReplacesTheEnding(): Promise<string> {
  for (const round of [1, 2, 3]) {
    try {
      if (round === 3) return "returned";
      await never(`round ${round}`);
    } finally {
      note("round", round);
      if (round < 3) continue;
    }
  }
  return "not reached";
}

async function closuresInFinally(): Promise<string> {
  const asks: (() => string)[] = [];
  for (let i = 0; i < 2; i++) {
    try {
      await never("closure").catch(() => later(i));
      asks.push(() => `try ${i}`);
    } finally {
      const kept = i * 10;
      asks.push(() => `finally ${kept + i}`);
    }
  }
  return asks.map((ask) => ask()).join(" ");
}

async function awaitsInFinally(): Promise<string> {
  try {
    return await later("kept");
  } finally {
    note("finally", await later("awaited"));
  }
}

async function destructured(): Promise<string> {
  const { a = await later("a"), b = tick("b") }: { a?: string; b?: string } = {};
  const [c = await later("c"), ...rest] = [undefined as string | undefined, await later("d")];
  let x = "";
  [x = await later("x")] = [];
  return a + b + c + rest.join() + x;
}

async function conditions(): Promise<string> {
  let rounds = 0;
  while (await later(rounds < 2)) rounds++;
  do rounds += await later(1);
  while (await later(rounds < 5));
  for (let i = await later(0); await later(i < 2); i += await later(1)) rounds++;
  const chosen = (await later(true)) ? await later("yes") : "no";
  switch (await later(chosen)) {
    case await later("yes"):
      return `${rounds} ${chosen} ${(await later(0)) || (await later("or"))} ${(await later(null)) ?? "null"}`;
    default:
      return "not reached";
  }
}

async function* letters(name: string): AsyncGenerator<string, string, unknown> {
  try {
    for (const letter of "abc") {
      try {
        note(`${name} got`, yield letter);
      } catch (error) {
        note(`${name} caught`, (error as Error).message);
        yield await later("handled");
      }
    }
    return tick("end");
  } finally {
    note(`${name} closed`, await later("closed"));
  }
}

async function* delegating(): AsyncGenerator<string, void, unknown> {
  const result = yield* letters("inner");
  yield `after ${result}`;
}

async function queued(): Promise<string> {
  const all = delegating();
  const requests = [all.next(), all.next("one"), all.throw(new Error("thrown")), all.next(), all.return(), all.next()];
  const results = await Promise.allSettled(requests);
  return results.map((r) => (r.status === "fulfilled" ? `${r.value.value}/${r.value.done}` : String(r.reason))).join(" ");
}

async function leftEarly(): Promise<string> {
  const seen: string[] = [];
  for await (const letter of letters("early")) {
    seen.push(letter);
    if (letter === "b") break;
  }
  for await (const letter of [later("x"), "y"]) seen.push(letter);
  return seen.join("");
}

function* returned(): Generator<number, string, unknown> {
  try {
    yield tick(1);
    try {
      yield 2;
    } finally {
      note("inner", tick("finally"));
    }
  } finally {
    yield 3;
    note("outer", "finally");
  }
  return "not reached";
}

function useReturn(): string {
  const iterator = returned();
  const shown = [iterator.next(), iterator.next(), iterator.return("early"), iterator.next(), iterator.next()];
  return shown.map(({ value, done }) => `${value}/${done}`).join(" ");
}

async function main(): Promise<void> {
  for (const form of [
    rejectedInTry,
    finallyOnly,
    finallyReplacesTheEnding,
    closuresInFinally,
    awaitsInFinally,
    destructured,
    conditions,
    queued,
    leftEarly,
    useReturn,
  ]) {
    try {
      console.log(form.name, await form());
    } catch (error) {
      console.log(form.name, `threw ${(error as Error).message}`);
    }
  }
}

void main();

// One call of each form waits at the same gate; when it opens, each tells in which version it went on and what it still knew.
import { answerLines } from "./ask.js";
import { stamp } from "./stamp.js";

let open = (): void => undefined;
const gate = new Promise<void>((resolve) => {
  open = resolve;
});
const given = <T>(value: T): Promise<T> => gate.then(() => value);
const refused = (text: string): Promise<never> => gate.then(() => Promise.reject(new Error(text)));

const finals: string[] = [];
const asked: string[] = [];

function ask<T>(name: string, value: T): T {
  asked.push(name);
  return value;
}

const forms: Readonly<Record<string, () => Promise<unknown>>> = {
  async plain() {
    const kept = [1, 2];
    let sum = 3;
    await gate;
    sum += kept.length;
    return `${stamp("v1")} ${sum}`;
  },
  async inTry() {
    try {
      await refused("no");
      return "not reached";
    } catch (error) {
      return `${stamp("v1")} ${(error as Error).message}`;
    } finally {
      finals.push("inTry");
    }
  },
  async inCatch() {
    try {
      throw new Error("first");
    } catch (error) {
      await gate;
      return `${stamp("v1")} ${(error as Error).message}`;
    } finally {
      finals.push("inCatch");
    }
  },
  async inFinally() {
    try {
      return ask("inFinally", "kept");
    } finally {
      await gate;
      finals.push(`inFinally ${stamp("v1")}`);
    }
  },
  async finallyAfterRejection() {
    const error = await finallyOnly().catch((reason: Error) => reason.message);
    return `${stamp("v1")} ${error}`;
  },
  async nestedLoops() {
    const seen: string[] = [];
    for (let i = 0; i < 3; i++) {
      for (const letter of ["a", "b"]) {
        if (i === 1 && letter === "a") await gate;
        seen.push(`${stamp("v1")}${i}${letter}`);
      }
    }
    return seen.join(" ");
  },
  async arguments() {
    const join = (...parts: readonly unknown[]): string => parts.join("-");
    const joined = join(ask("before", 1), await given("between"), ask("after", 3));
    return `${stamp("v1")} ${joined}`;
  },
  async unmapped() {
    const join = (...parts: readonly unknown[]): string => parts.join("-");
    const joined = join(stamp("v1"), await given("between"), stamp("v1"));
    return `${stamp("v1")} ${joined}`;
  },
  async destructured() {
    const { first, rest = await given("rest") }: { first: number; rest?: string } = { first: 1 };
    await gate;
    return `${stamp("v1")} ${first} ${rest}`;
  },
  async conditions() {
    let rounds = 0;
    while (await given(rounds < 2)) rounds++;
    const chosen = (await given(true)) ? "yes" : "no";
    if (rounds === 2 && (await given(rounds)) === 2) rounds = 20;
    switch (await given(chosen)) {
      case "yes":
        return `${stamp("v1")} ${rounds} ${chosen}`;
      default:
        return "not reached";
    }
  },
  async forAwait() {
    const seen: string[] = [];
    for await (const letter of letters()) {
      seen.push(`${stamp("v1")}${letter}`);
      if (letter === "c") break;
    }
    return `${seen.join(" ")} ${finals.includes("letters")}`;
  },
  async queued() {
    const iterator = letters();
    const results = await Promise.allSettled([
      iterator.next(),
      iterator.next(),
      iterator.throw(new Error("thrown")),
      iterator.next(),
      iterator.return("over"),
      iterator.next(),
    ]);
    const shown = results.map((r) => (r.status === "fulfilled" ? `${r.value.value}/${r.value.done}` : (r.reason as Error).message));
    return `${stamp("v1")} ${shown.join(" ")}`;
  },
  async delegated() {
    const seen: unknown[] = [];
    for await (const item of delegating()) seen.push(item);
    return `${stamp("v1")} ${seen.join(" ")}`;
  },
};

async function finallyOnly(): Promise<string> {
  try {
    return await refused("gone");
  } finally {
    finals.push(`finallyOnly ${stamp("v1")}`);
  }
}

async function* letters(): AsyncGenerator<string, string, unknown> {
  try {
    yield "a";
    await gate;
    try {
      yield `b${stamp("v1")}`;
    } catch (error) {
      yield `${(error as Error).message}${stamp("v1")}`;
    }
    yield "c";
    return "end";
  } finally {
    finals.push("letters");
  }
}

async function* delegating(): AsyncGenerator<unknown, void, unknown> {
  yield `before ${stamp("v1")}`;
  const result = yield* letters();
  yield `after ${result} ${stamp("v1")}`;
}

const held = Object.entries(forms).map(([name, form]) => [name, form()] as const);

async function tell(): Promise<void> {
  for (const [name, promise] of held) console.log(`${name}: ${await promise}`);
  console.log(`finally: ${finals.sort().join(", ")}`);
  console.log(`asked: ${asked.join(" ")}`);
}

answerLines((line) => {
  if (line === "open") {
    open();
    void tell();
  }
  return line;
});

import { hold } from "./hold.js";
import { stay } from "./stay.js";

/** Waits for the update, and gives a value. */
function ready<T>(value: T): T {
  console.log("ready");
  hold(1);
  return value;
}
const log: string[] = [];
const say = <T>(value: T): T => (log.push(`${value}`), value);

function show(strings: TemplateStringsArray, ...values: unknown[]): string {
  return strings.raw.join("|") + values.join();
}

interface Target {
  f: (x: number) => string;
  next?: Target;
}
const makeTarget = (name: string): Target => ({ f: (x) => `${name} ${x}`, next: { f: (x) => `next of ${name} ${x}` } });

function inCallee(): string {
  const version = "v2";
  const o = makeTarget("callee");
  const replace = (): number => {
    o.f = (x) => `replaced ${x}`;
    return ready(1);
  };
  return o.f(replace());
}

function inMethodOfResult(): string {
  const version = "v2";
  const target = (): Target => makeTarget("made");
  return target().f(ready(3));
}

function inNested(): string {
  const version = "v2";
  const targets: Target[] = [makeTarget("nested")];
  return targets[0]?.next?.f(Number(show`${targets[say(0)]?.f(ready(4))}`.length)) ?? say("none");
}

function inChain(): string {
  const version = "v2";
  const o: Target | undefined = makeTarget(say("chain"));
  return String(o?.next?.f(ready(2)).concat("!"));
}

function inTemplate(): string {
  const version = "v2";
  return show`a${say(1)}b${ready(2)}c${say(3)}`;
}

function inCase(): string {
  const version = "v2";
  switch (say<number>(2)) {
    case say(1):
      return "one";
    case ready(2):
      return `two ${version}`;
    default:
      return "default";
  }
}

function inPattern(): string {
  const version = "v2";
  const { a = say("a"), b = ready("b"), ...rest } = { c: 1, d: 2 } as { a?: string; b?: string; c: number; d: number };
  const [first, second = say("unused")] = [a, b];
  return [first, second, JSON.stringify(rest)].join() + version;
}

function* steps(): Generator<string | undefined> {
  try {
    yield "one";
    yield undefined;
    yield "three";
  } finally {
    log.push("closed");
  }
}

function inArrayPattern(): string {
  const version = "v2";
  const [a, b = ready("b"), c = "c"] = steps();
  return [a, b, c].join() + version;
}

function inParameter({ a = say("a"), b = ready("b") }: { a?: string; b?: string } = {}, c = say("c")): string {
  const version = "v2";
  return [a, b, c].join() + version;
}

function inBaseClass(): string {
  const version = "v2";
  class Made extends ready(Array)<number> {
    own = "own";
  }
  return new Made().own + new Made(3).length + version;
}

const ways: Readonly<Record<string, () => string>> = {
  inCallee,
  inMethodOfResult,
  inNested,
  inChain,
  inTemplate,
  inCase,
  inPattern,
  inArrayPattern,
  inParameter: () => inParameter(),
  inBaseClass,
};

console.log(ways[process.env["WAY"] ?? ""]?.(), log.join());
console.log("end");
stay();

// Closures whose captured variables change from version to version; each is made in the first and called in all of them.
import { answerLines } from "./ask.js";

interface Made {
  readonly first: () => string;
  readonly second: () => string;
}

/** A variable that is captured first in the second version, and two closures that share it. */
function added(name: string): Made {
  let calls = 0;
  let errors = 100;
  const seen: string[] = [];
  const first = (): string => {
    seen.push("s");
    return `v2 ${name} ${++calls} ${++errors} ${seen.length}`;
  };
  const second = (): string => `v2 ${name} ${calls} ${errors} ${seen.length}`;
  return { first, second };
}

/** A captured variable gets another name. */
function renamed(name: string): Made {
  let total = 0;
  const first = (): string => {
    total += 1;
    return `v2 ${name} ${total}`;
  };
  return { first, second: () => `v2 ${name} ${total}` };
}

/** A captured constant becomes a variable, and a constant again. */
function reassigned(name: string): Made {
  let label = `<${name}>`;
  const first = (): string => {
    label = `${label}!`;
    return `v2 ${label}`;
  };
  const second = (): string => `v2 second ${label}`;
  return { first, second };
}

/** One of two captured variables is used no more. */
function dropped(): Made {
  let calls = 0;
  return { first: () => `v2 ${++calls}`, second: () => `v2 ${calls}` };
}

/** Three deep; the innermost gains a variable of the outermost. */
function deep(name: string): Made {
  const outer = name.toUpperCase();
  let times = 0;
  const middle = (): Made => {
    let inner = 0;
    return {
      first: () => {
        inner++;
        const innermost = (): string => `v2 ${outer} ${inner} ${++times}`;
        return innermost();
      },
      second: () => `v2 ${outer} ${times}`,
    };
  };
  return middle();
}

/** A captured function takes more arguments, and a captured variable begins undefined. */
function helped(name: string): Made {
  let last: string | undefined;
  const help = (text: string, before: string | undefined): string => {
    last = text;
    return `v2 ${text} after ${before}`;
  };
  return { first: () => help(name, last), second: () => help("second", last) };
}

const makers = { helped, added, renamed, reassigned, dropped, deep };
const made = Object.entries(makers).map(([key, make]) => [key, make("a"), make("b")] as const);

/** A call that goes on: it and its closures share what the next version adds, whoever comes first. */
async function living(gate: () => Promise<void>): Promise<void> {
  let turns = 0;
  let asked = 10;
  const tell = (): string => `v2 tell ${turns} ${++asked}`;
  tells.push(tell);
  for (;;) {
    await gate();
    turns++;
    asked += 100;
    console.log(`v2 turn ${turns} ${asked} ${tell === tells[0]}`);
  }
}

const tells: (() => string)[] = [];
let open: () => void = () => undefined;
void living(
  () =>
    new Promise((resolve) => {
      open = resolve;
    }),
);
const known = new WeakMap(tells.map((tell) => [tell, "known"]));

answerLines((line) => {
  if (line === "turn") open();
  if (line === "tell") return tells.map((tell) => `${tell()} ${tell.name} ${tell.length} ${known.get(tell)}`).join();
  const found = made.find(([key]) => key === line);
  if (found === undefined) return line;
  const [, a, b] = found;
  return [a.first(), a.first(), a.second(), b.first(), b.second()].join(" | ");
});

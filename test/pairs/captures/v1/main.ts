// Closures whose captured variables change from version to version; each is made in the first and called in all of them.
import { answerLines } from "./ask.js";

interface Made {
  readonly first: () => string;
  readonly second: () => string;
}

/** A variable that is captured first in the second version, and two closures that share it. */
function added(name: string): Made {
  let calls = 0;
  const first = (): string => `v1 ${name} ${++calls}`;
  const second = (): string => `v1 ${name} ${calls}`;
  return { first, second };
}

/** A captured variable gets another name. */
function renamed(name: string): Made {
  let count = 0;
  const first = (): string => {
    count += 1;
    return `v1 ${name} ${count}`;
  };
  return { first, second: () => `v1 ${name} ${count}` };
}

/** A captured constant becomes a variable, and a constant again. */
function reassigned(name: string): Made {
  const label = `<${name}>`;
  const first = (): string => `v1 ${label}`;
  const second = (): string => `v1 second ${label}`;
  return { first, second };
}

/** One of two captured variables is used no more. */
function dropped(): Made {
  let calls = 0;
  const limit = 7;
  return { first: () => `v1 ${++calls} of ${limit}`, second: () => `v1 ${calls}` };
}

/** Three deep; the innermost gains a variable of the outermost. */
function deep(name: string): Made {
  const outer = name.toUpperCase();
  const middle = (): Made => {
    let inner = 0;
    return {
      first: () => {
        inner++;
        const innermost = (): string => `v1 ${outer} ${inner}`;
        return innermost();
      },
      second: () => `v1 ${outer}`,
    };
  };
  return middle();
}

/** A captured function takes more arguments, and a captured variable begins undefined. */
function helped(name: string): Made {
  const help = (text: string): string => `v1 ${text}`;
  return { first: () => help(name), second: () => help("second") };
}

const makers = { helped, added, renamed, reassigned, dropped, deep };
const made = Object.entries(makers).map(([key, make]) => [key, make("a"), make("b")] as const);

/** A call that goes on: it and its closures share what the next version adds, whoever comes first. */
async function living(gate: () => Promise<void>): Promise<void> {
  let turns = 0;
  const tell = (): string => `v1 tell ${turns}`;
  tells.push(tell);
  for (;;) {
    await gate();
    turns++;
    console.log(`v1 turn ${turns} ${tell === tells[0]}`);
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

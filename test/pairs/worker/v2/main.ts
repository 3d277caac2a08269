import { answerLines } from "./ask.js";

const waiting: ((error?: Error) => void)[] = [];

const nextTurn = (): Promise<void> =>
  new Promise((resolve, reject) => {
    waiting.push((error) => (error === undefined ? resolve() : reject(error)));
  });

async function work(name: string, items: readonly string[]): Promise<string> {
  let cursor = 0;
  const seen = new Set<string>();
  console.log(`${name} boots in v2 with ${cursor} ${[...seen].join("")}`);
  for (; cursor < items.length; cursor++) {
    seen.add((items[cursor] as string).toUpperCase());
    await nextTurn();
  }
  return `${name} v2 ${[...seen].join("")}`;
}

function answer(line: string): string {
  const [verb, name = ""] = line.split(" ");
  if (verb === "begin") work(name, ["a", "b", "c"]).then(console.log, (error: Error) => console.log(`${name} ended with ${error.name}`));
  if (verb === "turn") waiting.shift()?.();
  if (verb === "fail") waiting.shift()?.(new Error("no"));
  return line;
}

answerLines(answer);

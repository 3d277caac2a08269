import { answerLines } from "./ask.js";

const gates = new Map<string, () => void>();

async function take(name: string): Promise<void> {
  let total = BigInt(name.length);
  await new Promise<void>((resolve) => gates.set(name, resolve));
  total += 1n;
  console.log(`${name}: v2 ${typeof total} ${total}`);
  await new Promise<void>((resolve) => gates.set(name, resolve));
  console.log(`${name}: v2 ends`);
}

function answer(line: string): string {
  const [verb, name = ""] = line.split(" ");
  if (verb === "take") void take(name);
  else gates.get(name)?.();
  return `done ${line}`;
}

answerLines(answer);

import { answerLines } from "./ask.js";

const gates = new Map<string, () => void>();

async function take(name: string): Promise<void> {
  let total = name.length;
  await new Promise<void>((resolve) => gates.set(name, resolve));
  total += 1;
  console.log(`${name}: v1 ${typeof total} ${total}`);
  await new Promise<void>((resolve) => gates.set(name, resolve));
  console.log(`${name}: v1 ends`);
}

function answer(line: string): string {
  const [verb, name = ""] = line.split(" ");
  if (verb === "take") void take(name);
  else gates.get(name)?.();
  return `done ${line}`;
}

answerLines(answer);

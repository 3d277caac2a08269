import { answerLines } from "./ask.js";

const waiting: { readonly at: number; readonly resolve: () => void }[] = [];
let now = 0;

/** A clock that the test turns. */
function after(seconds: number): Promise<void> {
  return new Promise((resolve) => void waiting.push({ at: now + seconds, resolve }));
}

async function cook(seconds: number): Promise<void> {
  const end = now + seconds;
  let cycles = 0;
  while (now < end) {
    await after(5);
    cycles++;
  }
  console.log(`v2: done at ${now} after ${cycles} cycles`);
}

function answer(line: string): string {
  if (line === "cook") void cook(120);
  if (line === "tick") {
    now += 5;
    for (const { resolve } of waiting.filter(({ at }) => at === now)) resolve();
  }
  return `${line} ${now}`;
}

answerLines(answer);

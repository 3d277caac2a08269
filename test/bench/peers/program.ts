// What the peers are asked to change while it runs: every function says its version, and what it has kept.
let bumped = 0;

export function bump(): string {
  return `v1 ${++bumped}`;
}

export function spin(turns: number, each: (turn: number) => void): string {
  let seen = 0;
  for (let turn = 0; turn < turns; turn++) {
    each(turn);
    seen++;
  }
  return `v1 ${seen}`;
}

export async function poll(goesOn: () => Promise<boolean>): Promise<string> {
  let turns = 0;
  while (await goesOn()) turns++;
  return `v1 ${turns}`;
}

export async function wait(until: Promise<unknown>): Promise<string> {
  const label = "held";
  await until;
  return `v1 ${label}`;
}

export function makeCounter(): () => string {
  let count = 0;
  return () => `v1 ${++count}`;
}

export function makeGreeter(greeting: string, name: string): () => string {
  const start = greeting.length;
  return () => `v1 ${start === 0 ? "" : name}`;
}

export class Item {
  constructor(readonly id: number) {}

  tell(): string {
    return `v1 ${this.id}`;
  }
}

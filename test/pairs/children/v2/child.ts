import { setTimeout as sleep } from "node:timers/promises";

const name = (): string => "v2";

/** What it has heard, kept in a suspended generator. */
function* remember(): Generator<string, never, string> {
  let heard = "";
  for (;;) {
    const next = yield `${name()} <${heard}>`;
    heard += next;
  }
}

/** Counts in a suspended call for as long as it is told. */
async function count(role: string, turns: () => number): Promise<void> {
  for (let turn = 0; turn < turns(); turn++) {
    console.log(`${role} counts on, ${turn}, in ${name()}`);
    const before = turns();
    while (turns() === before && turn === before - 1) await sleep(5);
  }
}

export function child(role: string): void {
  const memory = remember();
  memory.next();
  let turns = 1;
  process.on("message", (message) => {
    const said = String(message);
    if (said === "next") turns++;
    else if (said === "end") process.exit(9);
    else console.log(`${role}: ${memory.next(said).value}`);
  });
  process.on("disconnect", () => {
    console.log(`${role} is alone`);
    // Lives on without its parent, but not for ever.
    setTimeout(() => process.exit(), 60_000);
  });
  void count(role, () => turns);
  console.log(`${role} is there`);
}

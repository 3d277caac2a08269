import { transaction } from "ts-updatable";

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** Reads twenty meters, two at a time. */
async function round(no: number): Promise<void> {
  const meters = Array.from({ length: 10 }, (_, pair) => 2 * pair + 1);
  let sum = 0;
  for (const meter of meters) sum += await readTwo(meter);
  console.log(`round ${no}: ${sum}, by version 2`);
}

async function readTwo(meter: number): Promise<number> {
  await turn();
  return read(meter) + read(meter + 1);
}

/** Both readings of a bill have to be made in the same way. */
async function bill(no: number): Promise<void> {
  const first = read(1);
  for (let n = 0; n < 5; n++) await turn();
  console.log(`bill ${no}: from ${first} to ${read(2)}`);
}

function read(meter: number): number {
  return 100 * meter;
}

let no = 0;

setInterval(() => {
  no++;
  void round(no);
  void transaction(() => bill(no), { label: "bill" });
}, 1300);

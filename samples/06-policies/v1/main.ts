import { transaction } from "ts-updatable";

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** Reads twenty meters, one after the other. */
async function round(no: number): Promise<void> {
  let sum = 0;
  for (let meter = 1; meter <= 20; meter++) {
    await turn();
    sum += read(meter);
  }
  console.log(`round ${no}: ${sum}, by version 1`);
}

/** Both readings of a bill have to be made in the same way. */
async function bill(no: number): Promise<void> {
  const first = read(1);
  for (let n = 0; n < 5; n++) await turn();
  console.log(`bill ${no}: from ${first} to ${read(2)}`);
}

function read(meter: number): number {
  return meter;
}

let no = 0;

setInterval(() => {
  no++;
  void round(no);
  void transaction(() => bill(no), { label: "bill" });
}, 1300);

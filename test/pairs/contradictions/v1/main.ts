import { appendFileSync } from "node:fs";
import { impure } from "ts-updatable";
import { waitForFile } from "./hold.js";
import { stay } from "./stay.js";

class Account {
  readonly owner: string;
  cents: number;

  constructor(owner: string, cents: number) {
    this.owner = owner;
    this.cents = cents;
  }
}

const rates = new Map([["a", 3]]);
const accounts = [new Account("ann", 100)];

function quiet(): void {
  log("quiet begins in v1");
}

function log(line: string): void {
  appendFileSync(process.env["LOG"] ?? "/dev/null", `${line}\n`);
}

function bill(size: number): number {
  console.log("bill begins in v1");
  let sum = 0;
  for (let i = 0; i < size; i++) {
    sum += rates.get("a") ?? 0;
    if (i === 1) waitForFile("FIRST");
  }
  impure("the invoice is sent");
  console.log("sent");
  for (let i = 0; i < size; i++) {
    sum++;
    if (i === 1) waitForFile("SECOND");
  }
  return sum;
}

quiet();
console.log(`${bill(3)} for ${accounts[0]?.owner}`);
stay();

import { appendFileSync } from "node:fs";
import { impure } from "ts-updatable";
import { stay } from "./stay.js";

class Account {
  readonly owner: string;
  cents: number;
  label: string;

  constructor(owner: string, cents: number) {
    this.owner = owner;
    this.cents = cents;
    this.label = `${owner} ${cents}`;
  }
}

const rates = new Map([["a", { cents: 3 }]]);
const accounts = [new Account("ann", 100)];

function quiet(): void {
  log("quiet begins in v2");
}

function log(line: string): void {
  appendFileSync(process.env["LOG"] ?? "/dev/null", `${line}\n`);
}

function bill(size: number): number {
  console.log("bill begins in v2");
  impure("the invoice is sent");
  return repeat(size, rates.get("a")?.cents ?? 0);
}

function repeat(times: number, cents: number): number {
  return times === 0 ? 0 : cents + repeat(times - 1, cents);
}

quiet();
console.log(`${bill(3)} for ${accounts[0]?.label}`);
stay();

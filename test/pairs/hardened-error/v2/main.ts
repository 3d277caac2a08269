import { transaction } from "ts-updatable";

function tell(n: number): void {
  console.log(`v2 ${n}`);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function main(): Promise<void> {
  for (let n = 0; ; n++) {
    transaction(() => tell(n));
    await wait(20);
  }
}

Object.freeze(Error);
void main();

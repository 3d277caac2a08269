// Holds many objects while it is updated: how long is the pause, and what do first and later touches cost?
import { performance } from "node:perf_hooks";
import { applyPatch } from "ts-updatable";

class Item {
  size = 1;
  next: Item | undefined;

  constructor(readonly id: number) {}

  weigh(): number {
    return this.size;
  }
}

const count = Number(process.env["COUNT"]);
const items = Array.from({ length: count }, (_, id) => new Item(id));

function sum(): number {
  let total = 0;
  for (const item of items) total += item.weigh();
  return total;
}

function timed(action: () => number): number {
  const began = performance.now();
  action();
  return performance.now() - began;
}

for (let round = 0; round < 5; round++) sum();
const before = timed(sum);
const start = process.cpuUsage();
const { ok, error, pauseMs } = await applyPatch(process.env["PATCH"] ?? "");
const { user, system } = process.cpuUsage(start);
if (!ok) throw new Error(error?.message);
const [first, later] = [timed(sum), [1, 2, 3, 4, 5].map(() => timed(sum)).at(-1)];
console.log(JSON.stringify({ pause: pauseMs, cpu: (user + system) / 1000, before, first, later }));

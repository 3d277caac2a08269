import { applyPatch, confirm, onUpdate, status } from "ts-updatable";
import { stay } from "./stay.js";

const patch = process.env["PATCH"] ?? "";

const step = (): string => "v2";

async function main(): Promise<void> {
  onUpdate(({ step: told, to }) => {
    if (told === "in-force" && to === first) console.log(`back ${step()}, on probation ${status().probation?.version}`);
    if (told === "in-force" && to === first) void again();
  });
  const first = status().version;
  const { ok, probation } = await applyPatch(patch, { confirmWithinMs: 300 });
  console.log(`in force ${ok} ${step()}, on probation ${probation?.version === status().version}`);
}

async function again(): Promise<void> {
  await applyPatch(patch, { confirmWithinMs: 100_000 });
  console.log(`confirmed ${confirm("another").ok} ${confirm().ok} ${step()}`);
}

void main();
stay();

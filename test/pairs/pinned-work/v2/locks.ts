import { stamp } from "./stamp.js";

const locks = new Map<string, unknown>();

export function setup(id: string, stamps: string[]): void {
  stamp("setup", stamps);
  locks.set(id, { locked: id });
}

export function teardown(id: string, stamps: string[]): void {
  stamp("teardown", stamps);
  const lock = locks.get(id);
  const isAny = id.startsWith("any");
  if (!isAny && (typeof lock !== "object" || lock === null || !("locked" in lock)))
    throw new Error(`not a lock of version 2: ${JSON.stringify(lock)}`);
  locks.delete(id);
}

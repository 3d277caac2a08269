import { stamp } from "./stamp.js";

const locks = new Map<string, unknown>();

export function setup(id: string, stamps: string[]): void {
  stamp("setup", stamps);
  locks.set(id, [id, "locked"]);
}

export function teardown(id: string, stamps: string[]): void {
  stamp("teardown", stamps);
  const lock = locks.get(id);
  if (!Array.isArray(lock)) throw new Error(`not a lock of version 3: ${JSON.stringify(lock)}`);
  locks.delete(id);
}

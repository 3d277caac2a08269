import { stamp } from "./stamp.js";

const locks = new Map<string, unknown>();

export function setup(id: string, stamps: string[]): void {
  stamp("setup", stamps);
  locks.set(id, `locked ${id}`);
}

export function teardown(id: string, stamps: string[]): void {
  stamp("teardown", stamps);
  if (locks.get(id) !== `locked ${id}`) throw new Error(`not a lock of version 1: ${JSON.stringify(locks.get(id))}`);
  locks.delete(id);
}

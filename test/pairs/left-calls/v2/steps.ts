import { setTimeout as sleep } from "node:timers/promises";
import { waitForFile } from "./hold.js";

export function setup(id: string): string {
  if (id === "slow") {
    console.log("slow has begun");
    waitForFile("RELEASE");
  }
  return "2";
}

export async function work(): Promise<string> {
  await sleep(1);
  return "2";
}

export function* letters(): Generator<string> {
  yield "2";
  yield "2";
}

export function teardown(): string {
  return "2";
}

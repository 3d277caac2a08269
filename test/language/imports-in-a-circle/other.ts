import { tick } from "../shared/tick.js";
import { fromMain, Late, live } from "./main.js";

export interface FromOther {
  text: string;
}

/** Called while the module that it imports has not run yet. */
export const early: string = fromMain(2);

export function useBoth(n: number): string {
  const made = [];
  for (let i = 0; i < n; i++) made.push(fromMain(i + 1) + new Late().value + tick(""));
  return made.join();
}

let inDeadZone = "none";
try {
  new Late();
} catch (error) {
  inDeadZone = (error as Error).name;
}

export const counted = (): string => `${inDeadZone} ${tick(live)}`;

import { tick } from "./tick.cjs";

export const one = tick(1);
export function two(): number {
  return tick(2);
}

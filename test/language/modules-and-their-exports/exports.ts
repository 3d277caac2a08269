import { tick } from "../shared/tick.js";

export let count = 0;
export const increment = (): number => {
  for (let i = 0; i < 2; i++) count += tick(1);
  return count;
};
export function total(): number {
  let sum = 0;
  for (const x of list) sum += tick(x);
  return sum + count;
}
export { list };

const list = [1, tick(2), 3];
for (let i = 0; i < 2; i++) list.push(tick(i));

export default function (n: number): string {
  let s = "";
  while (n-- > 0) s += tick("d");
  return s;
}

export class Class {
  read(): string {
    return tick("read");
  }
}

let hidden = 5;
hidden += tick(1);

export { hidden as constant };

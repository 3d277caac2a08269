import { tick } from "../shared/tick.js";

export default (x: number): number => tick(x) * 2;
export const { a, b = tick("b") }: { a: string; b?: string } = tick({ a: "a" });
export let counter = tick(1);
export const count = (): number => (counter += tick(1));
export const makeA = (): (() => string) => () => tick(`made ${a}`);
export const later = (async () => {
  await null;
  count();
  return tick("later");
})();

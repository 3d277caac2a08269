import { tick } from "../shared/tick.js";

function make<T>(list: T[]): { list: T[]; double(x: number): number } {
  return { list: list.map((item) => tick(item)), double: (x) => tick(x) + x };
}
export default make([1, 2, 3]);

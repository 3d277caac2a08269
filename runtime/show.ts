// How messages show an object of the program.
import { inspect } from "node:util";

/** Short, and without running code of the program. */
export const show = (object: object): string =>
  inspect(object, {
    depth: 0,
    customInspect: false,
    getters: false,
    breakLength: Number.POSITIVE_INFINITY,
    maxStringLength: 40,
    maxArrayLength: 5,
  });

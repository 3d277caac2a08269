// How a variable of newer code is got from what an old frame or stub holds.

/** Its place there, or a computation. */
export type Getter = number | ((held: readonly unknown[]) => unknown);

export const take = (getter: Getter, held: readonly unknown[]): unknown => (typeof getter === "number" ? held[getter] : getter(held));

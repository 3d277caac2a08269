// How much traffic there is, and for how long.
export const CLIENTS = 100;
export const UPDATES = 500;
/** What the first updates bring stays: the heap counts from there. */
export const FIRST_UPDATES = 50;
export const EVERY_MS = 100;
export const THINK_MS = 40;
export const WARM_UP_MS = 2000;
export const PACED_MS = 10_000;
export const SATURATED_MS = 4000;

import { triple } from "../numbers.js";

export const polite = (n: number): string => `dearest ${triple(n)}`;

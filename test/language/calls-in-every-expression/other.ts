import { tick } from "../shared/tick.js";

export const other = (x: number): string => `other ${tick(x)}`;

import { count } from "../old";

export const inner = (): string => `inner ${count()}`;

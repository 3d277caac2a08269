import { inner } from "./inner";
import { count } from "./old";

export const more = (): string => `${count()} ${inner()}`;

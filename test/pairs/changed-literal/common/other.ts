import { NAME } from "./names.js";

const tell = (): string => NAME;

export function name(): string {
  return tell();
}

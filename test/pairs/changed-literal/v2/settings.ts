export const LIMIT = 20;

export const NAME = "second";

export const TAX = -7;

export function limit(): number {
  return LIMIT;
}

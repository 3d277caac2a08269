export const LIMIT = 10;

export const NAME = "first";

export const TAX = -5;

export function limit(): number {
  return LIMIT;
}

export const RIGHT = "3";

export function right(): string {
  return `3RIGHT`.slice(0, 1);
}

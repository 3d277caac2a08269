export const RIGHT = "1";

export function right(): string {
  return `1RIGHT`.slice(0, 1);
}

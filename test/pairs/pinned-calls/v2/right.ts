export const RIGHT = "2";

export function right(): string {
  return `2RIGHT`.slice(0, 1);
}

export function late(): string {
  return "v2 late";
}

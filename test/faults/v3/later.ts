export function late(): string {
  return "v1 late";
}

export function label(): string {
  return "v2";
}

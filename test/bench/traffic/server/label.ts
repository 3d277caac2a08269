export function label(): string {
  return "v1";
}

globalThis.step("body of a new module");

export function word(): string {
  return "price";
}

// Program text that holds both versions, and from which a third program can be made that shows what an update has to mean.

/** `"both"`: one program that asks `V.v` at each difference, so that setting it is the update. */
export type Rendering = 1 | 2 | "both";

/** A place where the versions differ. */
export interface Edit {
  /** Where both run, a new `local` is there all the time, and a `name` is the new one: neither can be seen. */
  readonly kind: "expression" | "statement" | "local" | "name";
  readonly old: Text;
  readonly next: Text;
}

export type Text = readonly (string | Edit)[];

/** `` text`x = ${value};` `` */
export function text(strings: TemplateStringsArray, ...values: readonly (Text | string | number)[]): Text {
  return strings.flatMap((string, index): Text => {
    const value = values[index];
    if (value === undefined) return [string];
    return [string, ...(typeof value === "object" ? value : [String(value)])];
  });
}

export function join(parts: readonly Text[], separator: string): Text {
  return parts.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
}

export function render(parts: Text, how: Rendering): string {
  return parts.map((part) => (typeof part === "string" ? part : renderEdit(part, how))).join("");
}

function renderEdit({ kind, old, next }: Edit, how: Rendering): string {
  if (how === 1) return render(old, 1);
  if (how === 2) return render(next, 2);
  const [first, second] = [render(old, "both"), render(next, "both")];
  if (kind === "local" || kind === "name") return second;
  if (kind === "expression") return `(V.v === 1 ? ${first} : ${second})`;
  return `if (V.v === 1) {${first}} else {${second}}`;
}

/** Whether the versions differ anywhere in it. */
export const differs = (parts: Text): boolean => parts.some((part) => typeof part !== "string");

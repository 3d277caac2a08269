// The comment at the head of a test: what it needs, and how it is to end.

export interface FrontMatter {
  readonly flags: ReadonlySet<string>;
  readonly includes: readonly string[];
  readonly features: readonly string[];
  /** How the test has to fail. */
  readonly negative: { readonly phase: string; readonly type: string } | undefined;
}

export function readFrontMatter(source: string): FrontMatter {
  const text = (/\/\*---([\s\S]*?)---\*\//.exec(source)?.[1] ?? "").replace(/\r\n?/g, "\n");
  const negative = /^negative:(?:\n[ \t]+.*)+/m.exec(text)?.[0];
  return {
    flags: new Set(readList(text, "flags")),
    includes: readList(text, "includes"),
    features: readList(text, "features"),
    negative: negative === undefined ? undefined : { phase: readWord(negative, "phase"), type: readWord(negative, "type") },
  };
}

/** `key: [a, b]`, or one `- a` on each line below `key:`. */
function readList(text: string, key: string): readonly string[] {
  const inline = new RegExp(`^${key}:\\s*\\[([^\\]]*)\\]`, "m").exec(text)?.[1];
  if (inline !== undefined)
    return inline
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== "");
  const lines = new RegExp(`^${key}:[ \\t]*\\n((?:[ \\t]*-.*\\n?)+)`, "m").exec(text)?.[1] ?? "";
  return [...lines.matchAll(/-[ \t]*(.*\S)/g)].map((match) => match[1] as string);
}

const readWord = (text: string, key: string): string => new RegExp(`${key}:[ \\t]*(\\w+)`).exec(text)?.[1] ?? "";

// Strings and Maps: tokenising a text, counting words, sorting them.
export const size = 100;

const words = ["update", "frame", "patch", "point", "call", "version", "module", "state", "value", "class", "map", "old", "new"];

function makeText(length: number): string {
  let seed = 42;
  const parts: string[] = [];
  for (let i = 0; i < length; i++) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    parts.push(`${words[seed % words.length]}${seed % 23 === 0 ? "." : ""}`);
    if (seed % 5 === 0) parts.push(`${words[(seed >> 4) % words.length]}-${seed % 97}`);
  }
  return parts.join(" ");
}

function* tokens(text: string): Generator<string> {
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const character = text[i];
    if (character !== undefined && character !== " " && character !== ".") continue;
    if (i > start) yield text.slice(start, i).toLowerCase();
    start = i + 1;
  }
}

function count(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function rank(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, 20)
    .map(([token, times]) => `${token}=${times}`);
}

const text = makeText(2_000);

export function run(times: number): string {
  let ranked: readonly string[] = [];
  for (let i = 0; i < times; i++) ranked = rank(count(text));
  return ranked.join(" ");
}

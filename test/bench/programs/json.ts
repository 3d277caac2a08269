// Json: a recursive descent parser over one long string.
export const size = 60;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

class JsonError extends Error {
  override readonly name = "JsonError";
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Json {
    const value = this.#readValue();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return value;
  }

  #readValue(): Json {
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#readObject();
      case "[":
        return this.#readArray();
      case '"':
        return this.#readString();
      case "t":
        return this.#readWord("true", true);
      case "f":
        return this.#readWord("false", false);
      case "n":
        return this.#readWord("null", null);
      default:
        return this.#readNumber();
    }
  }

  #readObject(): Json {
    const members: { [key: string]: Json } = {};
    this.#readList("}", () => {
      this.#skipSpace();
      const key = this.#readString();
      this.#skipSpace();
      this.#expect(":");
      members[key] = this.#readValue();
    });
    return members;
  }

  #readArray(): Json {
    const items: Json[] = [];
    this.#readList("]", () => items.push(this.#readValue()));
    return items;
  }

  /** Reads from the opening bracket to the closing one. */
  #readList(closing: string, readItem: () => void): void {
    this.#at++;
    this.#skipSpace();
    if (this.#accept(closing)) return;
    do {
      readItem();
      this.#skipSpace();
    } while (this.#accept(","));
    this.#expect(closing);
  }

  #readString(): string {
    this.#expect('"');
    let text = "";
    let start = this.#at;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character < " ") throw this.#unexpected();
      if (character === '"') break;
      if (character === "\\") {
        text += this.#text.slice(start, this.#at) + this.#readEscape();
        start = this.#at;
      } else {
        this.#at++;
      }
    }
    text += this.#text.slice(start, this.#at);
    this.#at++;
    return text;
  }

  #readEscape(): string {
    const character = this.#text[this.#at + 1] ?? "";
    this.#at += 2;
    const simple = escapes[character];
    if (simple !== undefined) return simple;
    if (character !== "u") throw this.#unexpected();
    const code = Number.parseInt(this.#text.slice(this.#at, this.#at + 4), 16);
    if (Number.isNaN(code)) throw this.#unexpected();
    this.#at += 4;
    return String.fromCharCode(code);
  }

  #readWord<T extends Json>(word: string, value: T): T {
    for (const character of word) this.#expect(character);
    return value;
  }

  #readNumber(): number {
    const start = this.#at;
    this.#accept("-");
    this.#skipDigits();
    if (this.#accept(".")) this.#skipDigits();
    if (this.#accept("e") || this.#accept("E")) {
      if (!this.#accept("+")) this.#accept("-");
      this.#skipDigits();
    }
    return Number(this.#text.slice(start, this.#at));
  }

  #skipDigits(): void {
    const start = this.#at;
    while (isDigit(this.#text.charCodeAt(this.#at))) this.#at++;
    if (this.#at === start) throw this.#unexpected();
  }

  #skipSpace(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
  }

  #accept(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#accept(character)) throw this.#unexpected();
  }

  #unexpected(): JsonError {
    return new JsonError(`unexpected ${this.#text[this.#at] ?? "end"} at ${this.#at}`);
  }
}

const escapes: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

function makeDocument(): string {
  const events = Array.from({ length: 200 }, (_, index) => ({
    id: index,
    kind: index % 3 === 0 ? "open" : "close",
    price: index * 1.25 - 40,
    tags: ["stable", `tag-${index % 7}`, 'with "quotes"\n'],
    nested: { seen: index % 2 === 0, parent: index > 0 ? index - 1 : null, range: [index, index * 2, 1e-7 * index] },
  }));
  return JSON.stringify({ title: "Events \u00e9\u4e2d", events }, undefined, 2);
}

const document = makeDocument();

export function run(times: number): string {
  let parsed: Json = null;
  for (let i = 0; i < times; i++) parsed = new Parser(document).parse();
  const text = JSON.stringify(parsed, undefined, 2);
  if (text !== document) throw new Error("the parsed document differs from the original");
  return `${text.length}`;
}

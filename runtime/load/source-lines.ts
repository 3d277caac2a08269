// Leads a position of emitted code back to its TypeScript line, for answers that name a place which is no point.
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const COMMENT = /\/\/# sourceMappingURL=(\S+)\s*$/;
const INLINE = /^data:application\/json[^,]*;base64,/;

/** A file's map, read once it is asked for; undefined where it has none. */
export class SourceLines {
  readonly #file: string;
  #map: SourceMap | undefined | "unread" = "unread";

  constructor(file: string) {
    this.#file = file;
  }

  /** `line` and `column` count from 1, as stack traces show them; so does the line of the answer. Its column counts from 0. */
  find(line: number, column: number): { readonly line: number; readonly column: number } | undefined {
    if (this.#map === "unread") this.#map = readMap(this.#file);
    const entry = this.#map?.findEntry(line - 1, column - 1);
    return entry !== undefined && "originalLine" in entry ? { line: entry.originalLine + 1, column: entry.originalColumn } : undefined;
  }
}

function readMap(file: string): SourceMap | undefined {
  try {
    const url = COMMENT.exec(readFileSync(file, "utf8"))?.[1];
    if (url === undefined) return undefined;
    const text = INLINE.test(url) ? Buffer.from(url.replace(INLINE, ""), "base64").toString() : readFileSync(pathOf(url, file), "utf8");
    return new SourceMap(JSON.parse(text) as ConstructorParameters<typeof SourceMap>[0]);
  } catch {
    return undefined;
  }
}

const pathOf = (url: string, file: string): string =>
  url.startsWith("file:") ? fileURLToPath(url) : resolve(dirname(file), decodeURI(url));

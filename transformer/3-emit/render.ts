// Turns text under construction into the finished file: its string, its source map to TypeScript, and where its marks came to stand.
import { decodedMappings, encodedMap, presortedDecodedMap, type SourceMapSegment, type TraceMap } from "@jridgewell/trace-mapping";
import type ts from "typescript";
import { isMark, type Mark, type Text } from "../text/text.js";

/** A source map as JSON holds it (version 3). */
export interface RawSourceMap {
  readonly version: 3;
  readonly file?: string;
  readonly sourceRoot?: string;
  readonly sources: (string | null)[];
  readonly sourcesContent?: (string | null)[];
  readonly names: string[];
  readonly mappings: string;
}

export interface PlacedMark {
  readonly mark: Exclude<Mark, { mark: "origin" }>;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

export interface Rendered {
  readonly text: string;
  readonly trace: TraceMap;
  readonly marks: readonly PlacedMark[];
}

export const toRawMap = (trace: TraceMap): RawSourceMap => encodedMap(trace) as RawSourceMap;

export function render(text: Text, file: ts.SourceFile, trace: TraceMap, name: string): Rendered {
  return new Renderer(file, trace, name).run(text);
}

class Renderer {
  readonly #source: string;
  readonly #lineStarts: readonly number[];
  readonly #trace: TraceMap;
  readonly #name: string;
  readonly #segments: readonly (readonly SourceMapSegment[])[];
  readonly #out: string[] = [];
  readonly #marks: PlacedMark[] = [];
  readonly #mappings: SourceMapSegment[][] = [];
  #line = 0;
  #column = 0;

  constructor(file: ts.SourceFile, trace: TraceMap, name: string) {
    this.#source = file.text;
    this.#lineStarts = file.getLineStarts();
    this.#trace = trace;
    this.#name = name;
    this.#segments = decodedMappings(trace);
  }

  run(text: Text): Rendered {
    this.#write(text);
    const { names, sources, sourcesContent } = this.#trace;
    const trace = presortedDecodedMap({
      version: 3,
      file: this.#name,
      names,
      sources,
      ...(sourcesContent === undefined ? {} : { sourcesContent }),
      mappings: this.#mappings,
    });
    return { text: this.#out.join(""), trace, marks: this.#marks };
  }

  #write(text: Text): void {
    if (typeof text === "string") this.#glue(text);
    else if (Array.isArray(text)) for (const part of text as readonly Text[]) this.#write(part);
    else if (isMark(text as Mark)) this.#mark(text as Mark);
    else this.#slice((text as { start: number }).start, (text as { end: number }).end);
  }

  #mark(mark: Mark): void {
    if (mark.mark !== "origin") this.#marks.push({ mark, line: this.#line + 1, column: this.#column + 1 });
    if ("origin" in mark && mark.origin !== undefined) {
      const line = this.#lineOf(mark.origin);
      const from = mark.origin - (this.#lineStarts[line] as number);
      this.#mapLine(line, from, from + 1);
    }
  }

  #glue(text: string): void {
    if (text === "") return;
    this.#out.push(text);
    const last = text.lastIndexOf("\n");
    if (last < 0) this.#column += text.length;
    else {
      for (let at = last; at >= 0; at = at === 0 ? -1 : text.lastIndexOf("\n", at - 1)) this.#line++;
      this.#column = text.length - last - 1;
    }
  }

  /** Copies original text line by line, together with the mappings that lie in it. */
  #slice(start: number, end: number): void {
    let line = this.#lineOf(start);
    let at = start;
    while (at < end) {
      const lineStart = this.#lineStarts[line] as number;
      const lineEnd = this.#lineStarts[line + 1] ?? this.#source.length;
      const stop = Math.min(end, lineEnd);
      this.#mapLine(line, at - lineStart, stop - lineStart);
      this.#glue(this.#source.slice(at, stop));
      at = stop;
      line++;
    }
  }

  #mapLine(line: number, from: number, to: number): void {
    const segments = this.#segments[line];
    if (segments === undefined) return;
    let index = lowerBound(segments, from);
    const before = segments[index - 1];
    if (segments[index]?.[0] !== from && before !== undefined) this.#add(this.#column, before);
    for (let segment = segments[index]; segment !== undefined && segment[0] < to; segment = segments[++index])
      this.#add(this.#column + segment[0] - from, segment);
  }

  /** Columns only grow within a line: the segments stay in order. */
  #add(column: number, segment: SourceMapSegment): void {
    if (segment.length === 1) return;
    while (this.#mappings.length <= this.#line) this.#mappings.push([]);
    const [, source, line, sourceColumn, name] = segment;
    (this.#mappings[this.#line] as SourceMapSegment[]).push(
      name === undefined ? [column, source, line, sourceColumn] : [column, source, line, sourceColumn, name],
    );
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Index of the first segment whose column is at least `column`. */
function lowerBound(segments: readonly SourceMapSegment[], column: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle] as SourceMapSegment)[0] < column) low = middle + 1;
    else high = middle;
  }
  return low;
}

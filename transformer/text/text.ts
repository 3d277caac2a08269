// Text under construction: slices of the emitted file, glue, and marks whose final position is wanted.
import ts from "typescript";

/** A part of the original text; keeps its origin for source maps. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/** Something whose line and column in the finished text must be known. */
export type Mark =
  | {
      readonly mark: "point";
      readonly fn: number;
      readonly point: number;
      /** Offset in the emitted file of what stands here in other words: stack traces lead there. */
      readonly origin?: number;
    }
  | { readonly mark: "start" | "end"; readonly fn: number }
  /** What follows stands for the text at an offset of the original file. */
  | { readonly mark: "origin"; readonly origin: number };

export type Text = string | Slice | Mark | readonly Text[];

export const isMark = (text: Slice | Mark): text is Mark => "mark" in text;

export const isSlice = (text: Text): boolean => typeof text === "object" && !Array.isArray(text) && "start" in text;

/** Joins list items with a separator. */
export function join(items: readonly Text[], separator: string): Text {
  return items.map((item, index) => (index === 0 ? item : [separator, item]));
}

/** A literal for a name, usable as computed key. */
export const quote = (name: string): string => JSON.stringify(name);

export const isIdentifierName = (name: string): boolean =>
  /^[A-Za-z_$][\w$]*$/.test(name) && ts.identifierToKeywordKind(ts.factory.createIdentifier(name)) === undefined;

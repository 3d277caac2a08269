// Source maps between TypeScript's emitter, our core and the disk: paths made project-relative on the way in, restored on the way out.
import type { EmittedModule } from "../pipeline.js";

export type SourceMap = EmittedModule["map"];

/** How the project wants its maps: in a file of their own, in the JavaScript itself, or not at all. */
export type MapMode = "file" | "inline" | "none";

const COMMENT = "//# sourceMappingURL=";

export const parseMap = (text: string): SourceMap => JSON.parse(text) as SourceMap;

/** The emitted map as the core sees it. A module's map has exactly one source, whatever `sourceRoot` and `mapRoot` make of its name. */
export function toProjectMap(emitted: SourceMap, source: string): SourceMap {
  const { sourceRoot: _, ...rest } = emitted;
  return { ...rest, sources: [source] } as SourceMap;
}

/** The core's map as TypeScript would have written it: its file name, source root, source names and source texts. */
export function toEmittedMap(composed: SourceMap, emitted: SourceMap, source: string): SourceMap {
  const [original] = emitted.sources;
  const sources = composed.sources.map((name) => (name === source && original !== undefined ? original : name));
  const { file, sourceRoot, sourcesContent } = emitted;
  const { names, mappings } = composed;
  return { version: 3, file, sourceRoot, sources, names, mappings, ...(sourcesContent == null ? {} : { sourcesContent }) } as SourceMap;
}

/** Cuts the last comment, which TypeScript writes at the very end of a file, and returns it apart. To be cut once: programs may have such text. */
export function splitMapComment(text: string): readonly [code: string, comment: string] {
  const at = text.lastIndexOf(COMMENT);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}

export function addMapComment(code: string, comment: string): string {
  if (comment === "") return code;
  return code === "" || code.endsWith("\n") ? code + comment : `${code}\n${comment}`;
}

export const toInlineComment = (map: string): string =>
  `${COMMENT}data:application/json;base64,${Buffer.from(map, "utf8").toString("base64")}`;

export const toFileComment = (name: string): string => `${COMMENT}${encodeURI(name)}`;

// Takes emitted JavaScript and its map out of the stream of files that TypeScript writes; everything else passes through.
import type ts from "typescript";
import { parseMap, type SourceMap } from "./source-map.js";

type WriteArguments = Parameters<ts.WriteFileCallback>;

export interface EmittedJavaScript {
  readonly file: ts.SourceFile;
  /** Output path, as TypeScript names it. */
  readonly output: string;
  /** With TypeScript's own source map comment. */
  readonly text: string;
  readonly map: SourceMap;
  /** Text of `map`, to write it back unchanged. */
  readonly mapText: string;
  readonly byteOrderMark: boolean;
  /** Writes a file next to others of this module, in TypeScript's way: watchers and builders see it. */
  write(path: string, text: string): void;
}

/** TypeScript writes a module's map first, then its JavaScript. */
export function captureJavaScript(write: ts.WriteFileCallback, take: (emitted: EmittedJavaScript) => void): ts.WriteFileCallback {
  const maps = new Map<string, string>();
  return (...args) => {
    const [path, text, , , files] = args;
    const file = files?.length === 1 ? files[0] : undefined;
    if (file === undefined) return write(...args);
    if (/\.[cm]?jsx?\.map$/i.test(path)) return void maps.set(path.slice(0, -".map".length), text);
    const mapText = maps.get(path);
    maps.delete(path);
    return mapText === undefined ? write(...args) : take(toEmitted(write, args, file, mapText));
  };
}

function toEmitted(write: ts.WriteFileCallback, args: WriteArguments, file: ts.SourceFile, mapText: string): EmittedJavaScript {
  const [output, text, byteOrderMark, onError, files, data] = args;
  return {
    file,
    output,
    text,
    mapText,
    map: parseMap(mapText),
    byteOrderMark,
    write: (path, content) => write(path, content, path === output && byteOrderMark, onError, files, data),
  };
}

// Finds the code blocks of a README that quote a file (```js build/01-long-loop/v1/main.js), and what of them is not in it.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { projectFolder } from "./imports.ts";
import { findBlocks } from "./lesson.ts";

export interface Quote {
  /** Path of the quoted file; `*` stands for the one folder there is. */
  readonly file: string;
  readonly text: string;
  /** `file:line` of the quotation. */
  readonly at: string;
}

export function readQuotes(readme: string): readonly Quote[] {
  const markdown = readFileSync(join(projectFolder, readme), "utf8");
  const blocks = ["js", "ts", "json"].flatMap((language) => findBlocks(markdown, language));
  return blocks.filter(({ info }) => info !== "").map(({ info, text, line }) => ({ file: info, text, at: `${readme}:${line}` }));
}

/** Pieces between `…` must be in the file in their order. White space does not count: long lines are broken for readers. */
export function findMissing({ file, text, at }: Quote): readonly string[] {
  const real = squeeze(readFileSync(findFile(file), "utf8"));
  let from = 0;
  const missing: string[] = [];
  for (const piece of text.split("…")) {
    const found = real.indexOf(squeeze(piece), from);
    if (found < 0) missing.push(`${at}: not in ${file}: ${piece.trim()}`);
    else from = found + squeeze(piece).length;
  }
  return missing;
}

const squeeze = (text: string): string => text.replace(/\s+/g, "");

function findFile(file: string): string {
  if (!file.includes("*")) return join(projectFolder, file);
  const [before = "", after = ""] = file.split("*/");
  const folder = readdirSync(join(projectFolder, before)).find((name) => /^[0-9a-f]+$/.test(name));
  return join(projectFolder, before, folder ?? "", dirname(after), basename(after));
}

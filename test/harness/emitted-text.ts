// Finds the code blocks of a README that quote a file (```js build/01-long-loop/v1/main.js), and what of them is not in it.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { projectFolder } from "./imports.ts";

export interface Quote {
  /** Path of the quoted file; `*` stands for the one folder there is. */
  readonly file: string;
  readonly text: string;
  /** `file:line` of the quotation. */
  readonly at: string;
}

export function readQuotes(readme: string): readonly Quote[] {
  const markdown = readFileSync(join(projectFolder, readme), "utf8");
  const blocks = markdown.matchAll(/^```(?:js|ts|json) (\S+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(({ 1: file = "", 2: text = "", index }) => ({
    file,
    text,
    at: `${readme}:${markdown.slice(0, index).split("\n").length}`,
  }));
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

// Reads the console blocks of a lesson's README: what is typed in which terminal, and what it shows.
//
//   ```console            a shell: every command ends before the next is typed
//   ```console program    a terminal of its own: its command goes on running, and later blocks of the name show what it printed since
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./imports.ts";

/** One command with what it shows, or (without a command) what a running one has shown since. */
export interface Step {
  /** Empty for the shell. */
  readonly terminal: string;
  readonly command?: string;
  readonly shown: readonly string[];
  /** `file:line` in the README. */
  readonly at: string;
}

/** @param file a README, relative to the project folder */
export function readSteps(file: string): readonly Step[] {
  return parseSteps(readFileSync(join(projectFolder, file), "utf8"), file);
}

export const readLesson = (lesson: string): readonly Step[] => readSteps(`samples/${lesson}/README.md`);

export function parseSteps(markdown: string, file: string): readonly Step[] {
  return findBlocks(markdown, "console").flatMap(({ info, text, line }) =>
    parseBlock(info, text.split("\n").slice(0, -1), `${file}:${line}`),
  );
}

export interface Block {
  /** What stands behind the language. */
  readonly info: string;
  /** Without the indentation of the fence. */
  readonly text: string;
  readonly line: number;
}

/** Fenced blocks of one language, those inside lists too. */
export function findBlocks(markdown: string, language: string): readonly Block[] {
  const fenced = new RegExp(`^( *)\`\`\`${language}(?: (.*))?\n([\\s\\S]*?)^\\1\`\`\`$`, "gm");
  return [...markdown.matchAll(fenced)].map(({ 1: indent = "", 2: info = "", 3: text = "", index }) => ({
    info,
    text: text.replace(new RegExp(`^${indent}`, "gm"), ""),
    line: markdown.slice(0, index).split("\n").length,
  }));
}

function parseBlock(terminal: string, lines: readonly string[], at: string): Step[] {
  const steps: { terminal: string; command?: string; shown: string[]; at: string }[] = [];
  for (const line of lines) {
    const last = steps.at(-1);
    if (line.startsWith("$ ")) steps.push({ terminal, command: line.slice(2), shown: [], at });
    else if (last === undefined) steps.push({ terminal, shown: [line], at });
    else if (last.command?.endsWith("\\")) last.command = `${last.command.slice(0, -1).trimEnd()} ${line.trim()}`;
    else last.shown.push(line);
  }
  return steps;
}

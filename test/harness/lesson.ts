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

export function readLesson(lesson: string): readonly Step[] {
  const file = join("samples", lesson, "README.md");
  return parseSteps(readFileSync(join(projectFolder, file), "utf8"), file);
}

export function parseSteps(markdown: string, file: string): readonly Step[] {
  const blocks = markdown.matchAll(/^```console ?(.*)\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap((block) => {
    const [, terminal = "", content = ""] = block;
    const line = markdown.slice(0, block.index).split("\n").length;
    return parseBlock(terminal, content.split("\n").slice(0, -1), `${file}:${line}`);
  });
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

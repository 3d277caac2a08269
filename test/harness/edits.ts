// Reads small edits of programs with the verdicts they must get, and asks `diff` about all of them at once.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Change } from "../../runtime/contract/patch.ts";
import { projectFolder } from "./imports.ts";
import { runCommand } from "./pairs-run.ts";

/**
 * One edit as it is written down:
 *
 *     == what it shows
 *     ? safe variable users TYPE_FITS      verdict, what, name, code (or none): all changes, in any order; `? nothing`
 *     ~ is new and optional                part of the reason of one of them
 *     -- main.ts                           file that the next lines belong to; `main.ts` unless said
 *     < a line of the old version
 *     > a line of the new version
 *     a line of both
 */
export interface Edit {
  readonly shows: string;
  readonly at: string;
  readonly expected: readonly string[];
  readonly reasons: readonly string[];
  readonly files: ReadonlyMap<string, { readonly old: readonly string[]; readonly new: readonly string[] }>;
}

const editsFolder = join(projectFolder, "test", "diff");

export const readFamilies = (): readonly { readonly family: string; readonly edits: readonly Edit[] }[] =>
  readdirSync(editsFolder)
    .filter((name) => name.endsWith(".edits"))
    .sort()
    .map((name) => ({ family: name.replace(".edits", ""), edits: parseEdits(readFileSync(join(editsFolder, name), "utf8"), name) }));

export function parseEdits(text: string, name: string): Edit[] {
  const lines = text.split("\n").map((line, index) => ({ line, at: `${name}:${index + 1}` }));
  const starts = lines.flatMap(({ line }, index) => (line.startsWith("== ") ? [index] : []));
  return starts.map((start, i) => parseEdit(lines.slice(start, starts[i + 1] ?? lines.length)));
}

function parseEdit([head, ...lines]: readonly { readonly line: string; readonly at: string }[]): Edit {
  const expected: string[] = [];
  const reasons: string[] = [];
  const files = new Map<string, { old: string[]; new: string[] }>();
  let file = "main.ts";
  for (const { line } of lines) {
    if (line.startsWith("? ")) expected.push(line.slice(2).trim());
    else if (line.startsWith("~ ")) reasons.push(line.slice(2).trim());
    else if (line.startsWith("-- ")) file = line.slice(3).trim();
    else if (line.trim() !== "") addLine(files, file, line);
  }
  return { shows: (head?.line ?? "").slice(3), at: head?.at ?? "", expected, reasons, files };
}

function addLine(files: Map<string, { old: string[]; new: string[] }>, name: string, line: string): void {
  const file = files.get(name) ?? { old: [], new: [] };
  files.set(name, file);
  const text = /^[<>]( |$)/.test(line) ? line.slice(2) : line;
  if (!/^>( |$)/.test(line)) file.old.push(text);
  if (!/^<( |$)/.test(line)) file.new.push(text);
}

/** What `diff` says of one edit. */
export interface Said {
  readonly changes: readonly string[];
  readonly reasons: readonly string[];
}

/** The sources of the two versions lie in folders of different names: a module is known by its place below `outDir`. */
const SOURCES = { old: "src", new: "next" } as const;

/** Every edit has a folder of its own within one program; two builds and one `diff` do for all of one module format. */
export async function judge(edits: readonly Edit[], type: "module" | "commonjs"): Promise<(edit: Edit) => Said> {
  mkdirSync(join(projectFolder, "build"), { recursive: true });
  const folder = mkdtempSync(join(projectFolder, "build", "edits-"));
  try {
    const folders = new Map(edits.map((edit, index) => [edit, `e${index}/`]));
    for (const version of ["old", "new"] as const) await build(join(folder, version), folders, version, type);
    const { answer, stderr } = await runCommand<{ changes: readonly Change[] } | null>(
      "diff",
      join(folder, "old", "out"),
      join(folder, "new", "out"),
      "--out",
      join(folder, "patch"),
    );
    if (answer === null) throw new Error(`diff failed: ${stderr}`);
    return (edit) => toSaid(answer.changes, folders.get(edit) as string);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build(project: string, folders: ReadonlyMap<Edit, string>, version: "old" | "new", type: string): Promise<void> {
  for (const [edit, folder] of folders) {
    for (const [name, file] of edit.files) {
      if (file[version].length === 0 && name !== "main.ts") continue;
      const path = join(project, SOURCES[version], folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${[...file[version], "export {};"].join("\n")}\n`);
    }
  }
  writeFileSync(join(project, "package.json"), JSON.stringify({ type }));
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...OPTIONS, rootDir: SOURCES[version] }, include: [SOURCES[version]] }),
  );
  const { code, stderr } = await runCommand("build", "-p", project);
  if (code !== 0) throw new Error(`the ${version} versions cannot be compiled:\n${stderr}`);
}

const OPTIONS = {
  target: "es2023",
  module: "nodenext",
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  sourceMap: true,
  outDir: "out",
  plugins: [{ transform: "ts-updatable/transformer", transformProgram: true }],
};

function toSaid(changes: readonly Change[], folder: string): Said {
  const own = changes.filter((change) => (change.new ?? change.old)?.file.split("/")[1] === folder.slice(0, -1));
  return {
    changes: own.map(({ verdict, what, name, code }) => [verdict, what, name.replaceAll(folder, ""), code ?? ""].join(" ").trim()).sort(),
    reasons: own.map(({ why }) => why ?? ""),
  };
}

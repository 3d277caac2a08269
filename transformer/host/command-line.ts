// What a command line asks of tsc: to compile a project, to compile files, to build a solution, or only to print something.
import { join, resolve } from "node:path";
import ts from "typescript";
import { type BuildCommand, getInternals } from "./typescript-internals.js";

export type Request =
  /** Help, version, init, or a mistake: tsc itself answers, and compiles nothing. */
  | { readonly kind: "answer" }
  | { readonly kind: "solution"; readonly command: BuildCommand }
  | { readonly kind: "project"; readonly config: string; readonly options: ts.CompilerOptions; readonly watchOptions?: ts.WatchOptions }
  | {
      readonly kind: "files";
      readonly files: readonly string[];
      readonly options: ts.CompilerOptions;
      readonly watchOptions?: ts.WatchOptions;
    };

const ANSWER: Request = { kind: "answer" };

export function parseRequest(system: ts.System, args: readonly string[]): Request {
  if (getInternals(ts).isBuildCommand(args)) return parseSolution(args);
  const line = ts.parseCommandLine(args, (path) => system.readFile(path));
  if (line.options["locale"]) getInternals(ts).validateLocaleAndSetLanguage(String(line.options["locale"]), system, line.errors);
  return line.errors.length > 0 || asksForAnswer(line.options) ? ANSWER : parseCompile(system, line);
}

function parseSolution(args: readonly string[]): Request {
  const command = getInternals(ts).parseBuildCommand(args);
  return command.errors.length > 0 || command.projects.length === 0 || command.buildOptions.help ? ANSWER : { kind: "solution", command };
}

function asksForAnswer(options: ts.CompilerOptions): boolean {
  const asked = ["init", "version", "help", "all", "showConfig"].some((name) => Boolean(options[name]));
  return asked || Boolean(options["watch"] && options["listFilesOnly"]);
}

function parseCompile(system: ts.System, line: ts.ParsedCommandLine): Request {
  const current = system.getCurrentDirectory();
  const toAbsolute = (path: string) => resolve(current, path).replaceAll("\\", "/");
  const options = getInternals(ts).convertToOptionsWithAbsolutePaths(line.options, toAbsolute);
  const common = { options, ...(line.watchOptions === undefined ? {} : { watchOptions: line.watchOptions }) };
  const { project, ignoreConfig } = line.options;
  if (project) return findProject(system, project, line, common);
  const found = ts.findConfigFile(current, (path) => system.fileExists(path));
  if (line.fileNames.length === 0) return found === undefined ? ANSWER : { kind: "project", config: found, ...common };
  return found !== undefined && !ignoreConfig ? ANSWER : { kind: "files", files: line.fileNames, ...common };
}

type Common = { readonly options: ts.CompilerOptions; readonly watchOptions?: ts.WatchOptions };

function findProject(system: ts.System, project: string, line: ts.ParsedCommandLine, common: Common): Request {
  const config = system.directoryExists(project) ? join(project, "tsconfig.json") : project;
  return line.fileNames.length > 0 || !system.fileExists(config) ? ANSWER : { kind: "project", config, ...common };
}

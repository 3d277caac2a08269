// The projects that a build command names, with all that they reference.
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { type BuildCommand, getInternals } from "./typescript-internals.js";

/** Projects that cannot be read are left out: the solution builder reports them. */
export function findProjects(command: BuildCommand): ts.ParsedCommandLine[] {
  const found = new Map<string, ts.ParsedCommandLine>();
  const options = getCommonOptions(command);
  const visit = (path: string): void => {
    const config = toConfigFile(path);
    if (found.has(config)) return;
    const parsed = parse(config, options);
    if (parsed === undefined) return;
    found.set(config, parsed);
    for (const reference of parsed.projectReferences ?? []) visit(reference.path);
  };
  for (const project of command.projects) visit(resolve(project));
  return [...found.values()];
}

function parse(config: string, options: ts.CompilerOptions): ts.ParsedCommandLine | undefined {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  return ts.getParsedCommandLineOfConfigFile(config, options, host);
}

function toConfigFile(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? join(path, "tsconfig.json") : path;
}

/** Options of the command line that hold for every project, as the solution builder takes them over. */
function getCommonOptions({ buildOptions }: BuildCommand): ts.CompilerOptions {
  const common = getInternals(ts).commonOptionsWithBuild.filter(({ name }) => Object.hasOwn(buildOptions, name));
  return { ...Object.fromEntries(common.map(({ name }) => [name, buildOptions[name]])), tscBuild: true };
}

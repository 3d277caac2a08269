// Compiles a solution (-b) as tsc does it, and looks behind its up-to-date check first, which knows nothing of our files.
import { rmSync } from "node:fs";
import ts from "typescript";
import type { Compiled } from "./compile-program.js";
import type { Compiler } from "./compiler.js";
import { isFresh } from "./freshness.js";
import { getBuildFolder, getLayoutOfConfig } from "./layout.js";
import { createTreatment } from "./modules-of-program.js";
import { getOptionsDigest } from "./options-digest.js";
import { getPluginEntries } from "./plugin-entry.js";
import { readSettings } from "./settings.js";
import { findProjects } from "./solution-projects.js";
import { removeBuildInfo } from "./stale-build-info.js";
import { createOutput, type TscOutput } from "./tsc-output.js";
import { type BuildCommand, getInternals } from "./typescript-internals.js";

export function compileSolution(compiler: Compiler, system: ts.System, command: BuildCommand): Compiled {
  const { buildOptions } = command;
  const output = createOutput(system, buildOptions);
  if (!buildOptions.dry && !buildOptions.force) for (const project of findProjects(command)) prepare(project, Boolean(buildOptions.clean));
  return buildOptions["watch"] ? watchSolution(compiler, system, command, output) : buildSolution(compiler, system, command, output);
}

/**
 * A solution builder decides from .tsbuildinfo and dates that a project is up to date, and then creates no program: nobody
 * would notice that plain tsc wrote over the outputs. Without a .tsbuildinfo it builds.
 */
function prepare(config: ts.ParsedCommandLine, clean: boolean): void {
  if (clean) rmSync(getBuildFolder(getLayoutOfConfig(ts, config)), { recursive: true, force: true });
  else if (!isUpToDate(config)) removeBuildInfo(ts, config.options);
}

function isUpToDate(config: ts.ParsedCommandLine): boolean {
  const answer = readSettings(getPluginEntries(config.options).own);
  if (answer.kind === "invalid") return false;
  const { options } = config;
  if (options.noEmit || options.emitDeclarationOnly || config.fileNames.length === 0) return true;
  return isFresh(getLayoutOfConfig(ts, config), getOptionsDigest(answer.settings, ts.version), findExpected(config));
}

/** Modules of the files that tsconfig.json lists; others are reached from these, and a change of these is seen. */
function findExpected(config: ts.ParsedCommandLine): string[] {
  const answer = readSettings(getPluginEntries(config.options).own);
  if (answer.kind === "invalid") return [];
  const treat = createTreatment(ts, getLayoutOfConfig(ts, config), answer.settings);
  const sources = config.fileNames.filter((file) => !/\.d\.[cm]?ts$/i.test(file));
  return sources.flatMap((file) => {
    const output = ts.getOutputFileNames(config, file, !ts.sys.useCaseSensitiveFileNames).find((name) => /\.[cm]?jsx?$/i.test(name));
    const treatment = output === undefined ? undefined : treat(file, output);
    return treatment?.kind === "updatable" ? [treatment.js] : [];
  });
}

function buildSolution(compiler: Compiler, system: ts.System, command: BuildCommand, { report, reportSummary }: TscOutput): Compiled {
  const host = ts.createSolutionBuilderHost(system, compiler.createBuilder, report, createStatus(system, command), reportSummary);
  const builder = ts.createSolutionBuilder(host, command.projects, command.buildOptions);
  return { kind: "done", exitCode: command.buildOptions.clean ? builder.clean() : builder.build() };
}

function watchSolution(compiler: Compiler, system: ts.System, command: BuildCommand, { report, pretty }: TscOutput): Compiled {
  const watchStatus = getInternals(ts).createWatchStatusReporter(system, pretty);
  const status = createStatus(system, command);
  const host = ts.createSolutionBuilderWithWatchHost(system, compiler.createBuilder, report, status, watchStatus);
  ts.createSolutionBuilderWithWatch(host, command.projects, command.buildOptions, command.watchOptions).build();
  return { kind: "watching" };
}

const createStatus = (system: ts.System, { buildOptions }: BuildCommand): ts.DiagnosticReporter =>
  ts.createBuilderStatusReporter(system, createOutput(system, buildOptions).pretty);

// Starting the processes that compile, load or measure, and reading what they say.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Compiler, Project } from "./compilers.ts";
import { benchFolder, outputFolder, projectFolder } from "./places.ts";

export class ProcessError extends Error {
  override readonly name = "ProcessError";
}

export function runNode(args: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
  const { status, signal, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd: projectFolder,
    encoding: "utf8",
    env: { ...process.env, TS_UPDATABLE_LOG: "off", ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new ProcessError(`node ${args.join(" ")} ended with ${status ?? signal}:\n${stdout}${stderr}`);
  return stdout;
}

/** Runs a process that prints one value as JSON. */
export function runForJson<T>(args: readonly string[], environment?: Readonly<Record<string, string>>): T {
  return JSON.parse(runNode(args, environment)) as T;
}

/** Compiles a project into an empty folder; the answer is the CPU time in milliseconds. */
export function compile(compiler: Compiler, project: Project, outDir: string): number {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  const file = join(outputFolder, `cpu-${process.pid}.txt`);
  try {
    runNode(["--import", join(benchFolder, "report-cpu.mjs"), ...compiler.command(project, outDir)], { TS_UPDATABLE_BENCH_CPU: file });
    if (!existsSync(file)) throw new ProcessError(`${compiler.name} left no CPU time`);
    return Number(readFileSync(file, "utf8"));
  } finally {
    rmSync(file, { force: true });
  }
}

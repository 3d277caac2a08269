// Starting the processes that compile, load or measure, and reading what they say.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Measurement } from "./measure.ts";
import { benchFolder, outputFolder, projectFolder, variantFolder } from "./places.ts";
import type { Compiler, Project, Variant } from "./variants.ts";

export class ProcessError extends Error {
  override readonly name = "ProcessError";
}

export function runNode(args: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
  const { status, signal, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd: projectFolder,
    encoding: "utf8",
    env: { ...process.env, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new ProcessError(`node ${args.join(" ")} ended with ${status ?? signal}:\n${stdout}${stderr}`);
  return stdout;
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

export function measure(variant: Variant, program: string, iterations: number): Measurement {
  const between = variant.between === undefined ? [] : [variant.between];
  const args = [join(benchFolder, "measure.ts"), programFile(variant, program), String(iterations), ...between];
  return JSON.parse(runNode(args, variant.environment));
}

/** CPU time in milliseconds: of loading the modules alone, and of the whole process that does nothing else. */
export interface StartUp {
  readonly loading: number;
  readonly all: number;
}

export function measureStartUp(variant: Variant, programs: readonly string[]): StartUp {
  const files = programs.map((program) => programFile(variant, program));
  return JSON.parse(runNode([join(benchFolder, "startup.mjs"), ...files], variant.environment));
}

export function programFile(variant: Variant, program: string): string {
  return join(variantFolder(variant.name), `${program}.js`);
}

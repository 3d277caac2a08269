// Starting the processes that compile, load or measure, and reading what they say.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Compiler, Project } from "./compilers.ts";
import { benchFolder, outputFolder, projectFolder } from "./places.ts";

export class ProcessError extends Error {
  override readonly name = "ProcessError";
}

/** Characters of what a failed process said: its error is at the end. */
const MOST_OUTPUT = 2000;

export type Environment = Readonly<Record<string, string>>;

export function runNode(args: readonly string[], environment: Environment = {}): string {
  return run(process.execPath, args, environment);
}

/** Kilobytes of stack for processes with many frames. Less than the shell gives them, since V8 does not count its own. */
const [SHELL_STACK, V8_STACK] = [64_000, 60_000];

/** A stack that holds ten thousands of frames several times: rebuilt are they while the old ones are still there. */
export function runNodeWithDeepStack(args: readonly string[]): string {
  return run("sh", ["-c", `ulimit -s ${SHELL_STACK} && exec "$0" "$@"`, process.execPath, `--stack-size=${V8_STACK}`, ...args], {});
}

function run(command: string, args: readonly string[], environment: Environment): string {
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    cwd: projectFolder,
    encoding: "utf8",
    env: { ...process.env, TS_UPDATABLE_LOG: "off", ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new ProcessError(`${command} ${args.join(" ")} ended with ${status ?? signal}:\n${`${stdout}${stderr}`.slice(-MOST_OUTPUT)}`);
  return stdout;
}

/** Runs a process that prints one value as JSON. */
export function runForJson<T>(args: readonly string[], environment?: Environment): T {
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

// tsc's command line over our own TypeScript, with hosted programs: what `ts-updatable build` does.
import ts from "typescript";
import { parseRequest } from "./command-line.js";
import { type Compiled, compileProgram } from "./compile-program.js";
import { compileSolution } from "./compile-solution.js";
import { Compiler } from "./compiler.js";
import type { Instrument } from "./hosting.js";
import type { Report } from "./report.js";
import { getInternals } from "./typescript-internals.js";

/** The exit code is tsc's; a build that watches goes on until the process ends. */
export async function runBuild(argv: readonly string[], instrument: Instrument): Promise<number> {
  const args = argv.filter((arg) => arg !== "--json");
  const json = args.length < argv.length;
  const report = new CommandReport();
  const compiler = new Compiler(instrument, report);
  const compiled = compile(compiler, createSystem(json), args);
  if (compiled.kind === "watching") return new Promise(() => {});
  const exitCode = compiled.exitCode === 0 && report.failed ? ts.ExitStatus.DiagnosticsPresent_OutputsGenerated : compiled.exitCode;
  if (json) process.stdout.write(`${JSON.stringify({ ok: exitCode === 0, exitCode, builds: compiler.findBuilds() })}\n`);
  return exitCode;
}

function compile(compiler: Compiler, system: ts.System, args: readonly string[]): Compiled {
  const request = parseRequest(system, args);
  if (request.kind === "answer") return { kind: "done", exitCode: answerAsTsc(system, args) };
  if (request.kind === "solution") return compileSolution(compiler, system, request.command);
  return compileProgram(compiler, system, request);
}

/** tsc ends the process with its answer; here the code is returned. */
function answerAsTsc(system: ts.System, args: readonly string[]): number {
  let exitCode = 0;
  const exit = (code = 0): void => {
    exitCode = code;
  };
  getInternals(ts).executeCommandLine({ ...system, exit } as ts.System, () => {}, args);
  return exitCode;
}

function createSystem(json: boolean): ts.System {
  return json ? { ...ts.sys, write: (text) => void process.stderr.write(text), writeOutputIsTTY: () => process.stderr.isTTY } : ts.sys;
}

class CommandReport implements Report {
  failed = false;

  warn(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  fail(text: string): void {
    this.failed = true;
    process.stderr.write(`${text}\n`);
  }
}

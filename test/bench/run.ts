// `npm run bench`: compiles the programs in every variant, measures them, prints the table and writes it as JSON.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { measureCodeSize } from "./code-size.ts";
import { findPrograms } from "./groups.ts";
import { outputFolder, variantFolder } from "./places.ts";
import { compile } from "./processes.ts";
import {
  describeMachine,
  formatReport,
  type Report,
  type Section,
  toCompileSection,
  toInstanceSection,
  toProgramSections,
  toSizeSection,
  toStartUpSection,
  toTrafficSection,
} from "./report.ts";
import {
  findUsableCompilers,
  measureCompilers,
  measureInstanceUpdates,
  measurePrograms,
  measureStartUps,
  measureTraffics,
} from "./rounds.ts";
import { type Variant, variants } from "./variants.ts";

const usage = `npm run bench -- [--rounds N] [--iterations N] [--only a,b] [--variants plain,updatable] [--json FILE] [--no-extras]

  --rounds N       rounds, each with every program in every variant (5)
  --iterations N   iterations of a program in a process; the second half counts (40)
  --only LIST      programs: ${findPrograms().join(", ")}
  --variants LIST  the first one is what the others are compared with: ${variants.map(({ name }) => name).join(", ")}
  --json FILE      where the numbers go (build/bench/DATE.json)
  --no-extras      no compile time, start-up, code size, updates of many objects and under traffic`;

interface Options {
  readonly rounds: number;
  readonly iterations: number;
  readonly programs: readonly string[];
  readonly variants: readonly Variant[];
  readonly json: string | undefined;
  readonly extras: boolean;
}

class UsageError extends Error {}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      rounds: { type: "string", default: "5" },
      iterations: { type: "string", default: "40" },
      only: { type: "string" },
      variants: { type: "string" },
      json: { type: "string" },
      extras: { type: "boolean", default: true },
    },
  });
  return {
    rounds: readCount("--rounds", values.rounds),
    iterations: readCount("--iterations", values.iterations),
    programs: pick("program", values.only, findPrograms(), (name) => name),
    variants: pick("variant", values.variants, variants, ({ name }) => name),
    json: values.json,
    extras: values.extras,
  };
}

function readCount(flag: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`${flag} wants a number from 1 on, not "${text}"`);
  return count;
}

/** The chosen ones in the order in which they are named; all where nothing is named. */
function pick<T>(what: string, list: string | undefined, all: readonly T[], nameOf: (value: T) => string): readonly T[] {
  if (list === undefined) return all;
  return list.split(",").map((name) => {
    const found = all.find((value) => nameOf(value) === name);
    if (found === undefined) throw new UsageError(`there is no ${what} "${name}"; there are: ${all.map(nameOf).join(", ")}`);
    return found;
  });
}

function run({ rounds, iterations, programs, variants: chosen, json, extras }: Options): Report {
  const problems: string[] = [];
  const compiled = chosen.filter((variant) => isCompiled(variant, problems));
  if (compiled[0] === undefined || compiled[0] !== chosen[0]) throw new Error(problems.join("\n"));
  const measured = measurePrograms(programs, compiled, {
    rounds,
    iterations,
    onProgress,
    onFailure: (program, { name }, error) => problems.push(`${program} is left out: it failed in ${name}. ${String(error)}`),
  });
  const working = measured.map(({ program }) => program);
  for (const { program, differing } of measured) {
    for (const name of differing) problems.push(`${program}: ${name} computes something else than ${compiled[0].name}`);
  }
  const sections = toProgramSections(
    measured,
    compiled.map(({ name }) => name),
  );
  const more = extras ? measureExtras(working, compiled, rounds, problems) : [];
  const date = new Date().toISOString();
  const report: Report = { date, ...describeMachine(), rounds, iterations, sections: [...sections, ...more], problems };
  write(report, json ?? join(outputFolder, `${date.replaceAll(":", "-")}.json`));
  return report;
}

function isCompiled(variant: Variant, problems: string[]): boolean {
  try {
    onProgress(`compiling ${variant.name}`);
    compile(variant.compiler, "programs", variantFolder(variant.name));
    return true;
  } catch (error) {
    problems.push(`${variant.name} is left out: it was not compiled. ${String(error)}`);
    return false;
  }
}

function measureExtras(programs: readonly string[], compiled: readonly Variant[], rounds: number, problems: string[]): readonly Section[] {
  onProgress("compile time");
  const usable = findUsableCompilers((compiler, error) => problems.push(`no compile time of ${compiler.name}. ${String(error)}`));
  const compileTimes = { programs: measureCompilers(usable, "programs", rounds), package: measureCompilers(usable, "package", rounds) };
  onProgress("updates of many objects");
  const instances = toInstanceSection(measureInstanceUpdates(rounds));
  onProgress("updates under traffic");
  const traffics = measureTraffics(rounds);
  for (const [mode, all] of traffics)
    for (const { failed } of all)
      if (failed > 0) problems.push(`a server with 100 clients (${mode}): ${failed} requests or updates failed`);
  const more = [instances, toTrafficSection(traffics)];
  if (programs.length === 0) return [toCompileSection(compileTimes), ...more];
  onProgress("start-up");
  const startUps = measureStartUps(programs, compiled, rounds);
  const sizes = new Map(compiled.map((variant) => [variant.name, measureCodeSize(variant, programs)]));
  return [toCompileSection(compileTimes), toStartUpSection(startUps), toSizeSection(sizes), ...more];
}

function write(report: Report, file: string): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
}

function onProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

try {
  const report = run(readOptions(process.argv.slice(2)));
  onProgress("");
  console.log(formatReport(report));
  if (report.problems.length > 0) process.exitCode = 1;
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
  console.error(isUsage ? `${error.message}\n\n${usage}` : error);
  process.exitCode = isUsage ? 2 : 1;
}

// `npm run bench`: measures the chosen groups, prints their tables and writes them as JSON.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Builds } from "./builds.ts";
import type { Context } from "./group.ts";
import { describeMachine, type Load, readLoad } from "./machine.ts";
import { type Choice, type Options, readOptions, UsageError, usage } from "./options.ts";
import { outputFolder } from "./places.ts";
import type { Report, Section } from "./report.ts";
import { formatReport } from "./table.ts";

async function run({ choices, json, ...settings }: Options): Promise<Report> {
  const problems: string[] = [];
  const context: Context = { ...settings, builds: new Builds(progress), progress, problem: (text) => void problems.push(text) };
  const date = new Date().toISOString();
  const before = readLoad();
  const sections: Section[] = [];
  for (const choice of choices) sections.push(...(await measureGroup(choice, context)));
  const load: Load = { before, after: readLoad() };
  const report: Report = { date, ...describeMachine(), load, ...settings, sections, problems };
  write(report, json ?? join(outputFolder, `${date.replaceAll(":", "-")}.json`));
  return report;
}

/** What fails in one group does not keep the others from being measured. */
async function measureGroup({ group, members }: Choice, context: Context): Promise<readonly Section[]> {
  context.progress(group.name);
  try {
    return await group.measure(context, members);
  } catch (error) {
    context.problem(`${group.name} is left out. ${String(error)}`);
    return [];
  }
}

function write(report: Report, file: string): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) return console.log(usage());
  const report = await run(readOptions(args));
  progress("");
  console.log(formatReport(report));
  if (report.problems.length > 0) process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
  console.error(isUsage ? `${error.message}\n\n${usage()}` : error);
  process.exitCode = isUsage ? 2 : 1;
}

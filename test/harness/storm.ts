// Runs one emitted program in all ways in which it must behave the same: plain, updatable, and under both storms.
import { join } from "node:path";
import { type Run, runProcess } from "./processes.ts";

export type Storm = "frames" | "units";

export interface StormReport {
  readonly reached: number;
  readonly rebuilt: number;
  readonly frames: number;
}

/** What a program lets be seen, without what only storms and other folders make different. */
export interface Behaviour {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StormRun {
  readonly behaviour: Behaviour;
  readonly report: StormReport | undefined;
}

/** `folder` is the root of the build, which paths in messages are shown relative to. */
export async function runBuilt(folder: string, file: string, args: readonly string[] = [], storm?: Storm): Promise<StormRun> {
  const env = storm === undefined ? {} : { TS_UPDATABLE_STORM: storm, TS_UPDATABLE_STORM_REPORT: "1" };
  const run = await runProcess(process.execPath, ["--enable-source-maps", join(folder, file), ...args], env);
  const { report, stderr } = takeReport(run.stderr);
  return { behaviour: toBehaviour({ ...run, stderr }, folder), report };
}

function takeReport(stderr: string): { report: StormReport | undefined; stderr: string } {
  const found = /^storm: (\{.*\})\n/m.exec(stderr);
  if (found === null) return { report: undefined, stderr };
  return { report: JSON.parse(found[1] as string) as StormReport, stderr: stderr.replace(found[0], "") };
}

function toBehaviour({ exitCode, stdout, stderr }: Run, folder: string): Behaviour {
  const show = (text: string): string => text.replaceAll(`${folder}/`, "");
  return { exitCode, stdout: show(stdout), stderr: withoutOurFrames(show(stderr)) };
}

/**
 * Frames of the runtime, and those of stubs and of old code that wait below it, are not the program's. Neither is the excerpt that Node
 * puts before an uncaught error: it shows where the error was thrown last, which is in a handler that let it pass.
 */
function withoutOurFrames(stderr: string): string {
  const lines = stderr.replace(/^\S+:\d+\n.*\n\s*\^+\n\n/, "").split("\n");
  const own = lines.filter((line) => !/^\s+at .*(?:\/runtime\/[\w/-]+\.(?:ts|js)|node:)/.test(line));
  const nameOf = (line: string | undefined): string | undefined => /^ +at (?:new )?([\w.]+?)(?:\.constructor)? \(/.exec(line ?? "")?.[1];
  return own.filter((line, index) => nameOf(line) === undefined || nameOf(line) !== nameOf(own[index - 1])).join("\n");
}

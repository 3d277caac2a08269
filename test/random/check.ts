// What must be true of every random program: it behaves the same in every build and storm, and an update does what it means.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Patch } from "../../runtime/contract/patch.ts";
import { buildUpdatable, compilePlain, link } from "./builds.ts";
import type { Choice } from "./choices.ts";
import { RandomModule } from "./functions.ts";
import { HEAD } from "./helpers.ts";
import type { Play, Played } from "./play.ts";
import { runInWorker } from "./run-in-worker.ts";
import { type PlainRun, runPlain } from "./run-plain.ts";
import { type Tally, tell } from "./tally.ts";
import { writeLanguageSample, writePairsSample } from "./write-sample.ts";

/** Where an update is tried, as thousandths of all update points; two: it is rolled back at the second. */
export interface Attempt {
  readonly by: Play["by"];
  readonly at: readonly number[];
}

export interface Sample {
  readonly functions: readonly Choice[];
  readonly attempts: readonly Attempt[];
}

/** Programs with more update points say nothing that shorter ones do not. */
const LONGEST = 1500;

/** @throws an error that tells the first difference */
export async function check({ functions, attempts }: Sample, folder: string, tally: Tally): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const module = new RandomModule(functions);
  const source = (how: 1 | 2 | "both"): string => HEAD + module.text(how);
  const [plainCode, both] = [compilePlain(source(1)), compilePlain(source("both"))];
  writeLanguageSample(folder, source(1));
  const plain = await runPlain(plainCode, []);
  tally.programs++;
  if (plain.points > LONGEST) return void tally.tooLong++;
  buildUpdatable(folder, "v1", source(1));
  for (const storm of ["frames", "units"] as const) {
    expectSame(plain, await run(folder, STILL, storm), `plain and in a storm of ${storm}`);
    tally.stormed += plain.points;
  }
  if (source(1) === source(2)) return void tally.unchanged++;
  buildUpdatable(folder, "v2", source(2));
  const linked = await link(folder);
  if (linked.kind === "same") return void tally.unchanged++;
  if (linked.kind === "refused") {
    for (const change of linked.changes) tell(tally.notLinked, change.code ?? "");
    return;
  }
  expectPlaces(linked.patch, source(1), source(2));
  for (const { by, at } of attempts) {
    const points = at.map((place) => 1 + Math.floor((place * plain.points) / 1000)).sort((a, b) => a - b);
    const wanted = "folder" in linked.patch.reverse ? points : points.slice(0, 1);
    const updated = await run(folder, { by, at: wanted, patch: linked.folder });
    count(updated, wanted.length, tally);
    // What a suspended call without a place in the new version does is not told by a program in which all calls move.
    if (updated.stale.length > 0 && updated.landed.length > 0) tally.leftBehind++;
    else {
      const meant = await runPlain(both, updated.landed);
      if (updated.landed.length > 0) writePairsSample(folder, [source(1), source(2)], updated.landed[0] as number, meant.lines);
      expectSame(meant, updated, `what it means and ${JSON.stringify({ by, at: wanted, landed: updated.landed })}`);
      tally.same++;
    }
  }
}

/** A line that both versions have once is the same place: it is found, though it may be one of several that could be meant. */
function expectPlaces(patch: Patch, old: string, next: string): void {
  const [before, after] = [linesOf(old), linesOf(next)];
  for (const point of patch.modules.flatMap((module) => module.functions).flatMap((fn) => fn.points)) {
    if (point.kind === "mapped" || point.code !== "POINT_LOST") continue;
    const line = before.all[point.at.line - 1] as string;
    if (before.counts.get(line) === 1 && after.counts.get(line) === 1 && isWhole(line))
      throw new Error(`a place that both versions have is refused: ${point.why}\n  ${line}`);
  }
}

function linesOf(source: string): { readonly all: readonly string[]; readonly counts: ReadonlyMap<string, number> } {
  const all = source.split("\n");
  const counts = new Map<string, number>();
  for (const line of all) tell(counts, line);
  return { all, counts };
}

/** A statement of one line; of others a line may be the same although they changed. */
const isWhole = (line: string): boolean => /^log\(.*\);$/.test(line);

type Steps = Omit<Play, "folder" | "runtime">;
const STILL: Steps = { at: [], by: "call", patch: "" };

async function run(folder: string, steps: Steps, storm?: "frames" | "units"): Promise<Played> {
  try {
    return await runInWorker({ ...steps, folder: join(folder, "v1") }, storm);
  } catch (error) {
    const what = storm === undefined ? JSON.stringify({ by: steps.by, at: steps.at }) : `a storm of ${storm}`;
    throw new Error(`${what} failed: ${(error as Error).stack}`);
  }
}

function count(updated: Played, tried: number, tally: Tally): void {
  tally.tried += tried;
  tally.landed += updated.landed.length;
  tally.frames += updated.frames;
  for (const { blockers } of updated.refusals) for (const blocker of new Set(blockers.map(kindOf))) tell(tally.waited, blocker);
}

/** The sentence of a blocker without names and places. */
const kindOf = (blocker: string): string =>
  blocker
    .replace(/^[^:]*: /, "")
    .replace(/`[^`]*`/g, "…")
    .replace(/src\/main\.ts:\d+:\d+/g, "…")
    .replace(/\. Label it.*| \(new version.*/, "");

function expectSame(wanted: PlainRun, found: PlainRun, what: string): void {
  const first = wanted.lines.findIndex((line, index) => line !== found.lines[index]);
  if (first < 0 && wanted.lines.length === found.lines.length && wanted.points === found.points) return;
  const at = first < 0 ? wanted.lines.length : first;
  const show = ({ lines }: PlainRun): string => lines.slice(Math.max(0, at - 3), at + 3).join("\n  ");
  throw new Error(
    `${what} differ from line ${at} on (${wanted.points} and ${found.points} points):\n  ${show(wanted)}\n--- but\n  ${show(found)}`,
  );
}

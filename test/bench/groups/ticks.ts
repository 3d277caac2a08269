// A control loop with a tick of a millisecond: how late ticks come while updates are made, the first one and those after it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { linkThereAndBack, type Variant } from "../builds.ts";
import type { Context, Group } from "../group.ts";
import { benchFolder, outputFolder, programsFolder } from "../places.ts";
import { runForJson } from "../processes.ts";
import { findPrograms } from "../programs.ts";
import { buildProject } from "../projects.ts";
import type { Figure, Row, Section } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { toFigure } from "../rows.ts";
import { quantile, spread } from "../statistics.ts";
import { MOMENTS, type Ticking, WINDOW_MS, type Window } from "../ticks/operator.ts";

const modes = ["plain", "updatable", "updated"] as const;

const controller = join(benchFolder, "ticks", "controller");
const changed = join(benchFolder, "ticks", "changed");

export const ticks: Group = {
  name: "ticks",
  about: `a control loop with a tick of a millisecond, and ${MOMENTS} updates meanwhile`,
  async measure(context) {
    const [small, bigger] = [join(outputFolder, "ticks", "small"), join(outputFolder, "ticks", "bigger")];
    const beside = importAll(join(bigger, "beside"));
    return [
      await measureProgram("a tick of 1 ms", small, [controller], context),
      await measureProgram(`the same beside ${findPrograms().length} programs`, bigger, [controller, programsFolder, beside], context),
    ];
  },
};

/** A module that imports all programs, in place of the one that imports nothing. */
function importAll(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "beside.ts"),
    findPrograms()
      .map((program) => `import "./${program}.js";\n`)
      .join(""),
  );
  return folder;
}

async function measureProgram(title: string, folder: string, sources: readonly string[], context: Context): Promise<Section> {
  context.progress(title);
  const build = (name: string, from: readonly string[], variant?: Variant): string => buildProject(join(folder, name), from, variant);
  const [plain, updatable] = [build("plain", sources, "plain"), build("v1", sources)];
  const patches = linkThereAndBack(updatable, build("v2", [...sources, changed]), folder);
  const commands = { plain: [plain], updatable: [updatable], updated: [updatable, ...patches] } as const;
  const measured = await inRounds(modes, context.rounds, (mode) => {
    context.progress(`${title}, ${mode}`);
    const [out, ...thereAndBack] = commands[mode];
    const ticking = runForJson<Ticking>([join(benchFolder, "ticks", "operator.ts"), join(out, "main.js"), ...thereAndBack]);
    for (const text of ticking.failed) context.problem(`${title} (${mode}): ${text}`);
    return ticking.windows;
  });
  return toSection(title, measured);
}

type Rounds = readonly (readonly Window[])[];

/** The ticks that count, by what is done at their moments. */
function toColumns(measured: ReadonlyMap<string, Rounds>): ReadonlyMap<string, Rounds> {
  const [plain = [], updatable = [], updated = []] = modes.map((mode) => measured.get(mode));
  return new Map([
    ["plain", plain],
    ["updatable", updatable],
    ["first update", updated.map((windows) => windows.slice(0, 1))],
    [`${MOMENTS - 1} later updates`, updated.map((windows) => windows.slice(1))],
  ]);
}

function toSection(title: string, measured: ReadonlyMap<string, Rounds>): Section {
  const columns = toColumns(measured);
  const row = (what: string, read: (windows: readonly Window[]) => number): Row => {
    const cells = [...columns.values()].map((rounds): Figure => toFigure("ms", rounds, read));
    return { title: what, cells };
  };
  const worst = (read: (window: Window) => readonly number[]) => (windows: readonly Window[]) =>
    spread(windows.map((window) => Math.max(...read(window)))).median;
  const rows = [
    row(
      "worst tick of a window, late by",
      worst(({ late }) => late),
    ),
    row("99.9th percentile of all ticks, late by", (windows) =>
      quantile(
        windows.flatMap(({ late }) => late),
        0.999,
      ),
    ),
    row("worst of all, late by", (windows) => Math.max(...windows.flatMap(({ late }) => late))),
    row(
      "CPU time between two ticks, at most",
      worst(({ cpu }) => cpu),
    ),
  ];
  const note = `by the clock but for the CPU time of the thread that ticks; windows of ${WINDOW_MS} ms, in each of which one update is made (or none)`;
  return { title, note, columns: [...columns.keys()], rows };
}

// What it takes to load programs, and what they keep in memory.
import { join } from "node:path";
import { type Builds, type Variant, variants } from "../builds.ts";
import type { Group } from "../group.ts";
import { benchFolder } from "../places.ts";
import { runForJson } from "../processes.ts";
import { findPrograms } from "../programs.ts";
import type { Row, Unit } from "../report.ts";
import { inRounds, mapRounds } from "../rounds.ts";
import { toRatioRow } from "../rows.ts";

const subjects = ["one small program", "all programs", "this package's compiler"] as const;
type Subject = (typeof subjects)[number];

interface StartUp {
  /** Milliseconds of CPU time, of loading alone and of the whole process that does nothing else. */
  readonly loading: number;
  readonly all: number;
  /** Bytes by which the heap has grown, and all memory of the process. */
  readonly heap: number;
  readonly rss: number;
}

export const startUp: Group = {
  name: "start-up",
  about: "time and memory that loading takes, of a small and a bigger program",
  async measure({ rounds, builds, progress }) {
    const [times, memory]: [Row[], Row[]] = [[], []];
    for (const subject of subjects) {
      const measured = await inRounds(variants, rounds, (variant) => {
        progress(`start-up of ${subject}, ${variant}`);
        return measureStartUp(subject, builds, variant);
      });
      const row = (what: string, unit: Unit, read: (found: StartUp) => number): Row =>
        toRatioRow(`${subject}: ${what}`, unit, mapRounds(measured, read));
      times.push(
        row("loading", "ms", ({ loading }) => loading),
        row("whole process", "ms", ({ all }) => all),
      );
      memory.push(
        row("heap that loading takes", "KB", ({ heap }) => heap / 1024),
        row("memory of the process", "MB", ({ rss }) => rss / 1024 / 1024),
      );
    }
    return [
      { title: "start-up", columns: variants, rows: times },
      { title: "memory", note: "after a full collection", columns: variants, rows: memory },
    ];
  },
};

/** TypeScript, which the compiler imports, is loaded before. */
function measureStartUp(subject: Subject, builds: Builds, variant: Variant): StartUp {
  const files: Readonly<Record<Subject, () => readonly string[]>> = {
    "one small program": () => [builds.programFile("fib", variant)],
    "all programs": () => findPrograms().map((program) => builds.programFile(program, variant)),
    "this package's compiler": () => [join(builds.folder("package", variant), "transformer", "index.js")],
  };
  const before = subject === "this package's compiler" ? ["typescript"] : [];
  return runForJson(["--expose-gc", join(benchFolder, "start-up.mjs"), JSON.stringify({ before, files: files[subject]() })]);
}

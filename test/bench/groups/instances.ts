// What an update costs that gives two new fields to many objects: all at once, or each at its first touch.
import { join } from "node:path";
import { linkThereAndBack } from "../builds.ts";
import type { Group } from "../group.ts";
import { benchFolder, outputFolder } from "../places.ts";
import { runForJson } from "../processes.ts";
import { buildProject } from "../projects.ts";
import type { Section } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { toFigure } from "../rows.ts";

const strategies = ["eager", "lazy"] as const;
type Strategy = (typeof strategies)[number];

/** Milliseconds; `before`, `first` and `later` are for touching every object once. */
interface InstanceTimes {
  readonly pause: number;
  /** CPU time of the update. */
  readonly cpu: number;
  readonly before: number;
  readonly first: number;
  readonly later: number;
}

const counts = [10_000, 100_000, 1_000_000];
const folder = join(outputFolder, "instances");

export const instances: Group = {
  name: "instances",
  about: "updates that give two new fields to many objects, eager and lazy",
  async measure({ rounds, progress }) {
    progress("instances");
    const versions = ["v1", "v2"].map((version) => buildProject(join(folder, version), join(benchFolder, "instances", version)));
    const [v1, v2] = versions as [string, string];
    const patches = new Map(
      strategies.map((strategy) => [strategy, linkThereAndBack(v1, v2, join(folder, strategy), "--instances", strategy)[0]]),
    );
    const sections: Section[] = [];
    for (const strategy of strategies) sections.push(await measureStrategy(strategy, v1, patches.get(strategy)!, rounds, progress));
    return sections;
  },
};

async function measureStrategy(
  strategy: Strategy,
  build: string,
  patch: string,
  rounds: number,
  progress: (text: string) => void,
): Promise<Section> {
  const measured = await inRounds(counts.map(String), rounds, (count) => {
    progress(`${count} instances, ${strategy}`);
    return runForJson<InstanceTimes>([join(build, "main.js")], { COUNT: count, PATCH: patch });
  });
  const rows = [...measured].map(([count, times]) => ({
    title: Number(count).toLocaleString("en"),
    cells: [
      toFigure("ms", times, ({ pause }) => pause),
      toFigure("ms", times, ({ cpu }) => cpu),
      toFigure("µs", times, ({ cpu }) => (cpu * 1000) / Number(count)),
      toFigure("ms", times, ({ before }) => before),
      toFigure("ms", times, ({ first }) => first),
      toFigure("ms", times, ({ later }) => later),
    ],
  }));
  const columns = ["pause", "CPU time", "of it for each", "touching all before", "first touch of all", "touching all later"];
  return { title: `instances that get two fields, ${strategy}`, note: "all but the CPU time of the update by the clock", columns, rows };
}

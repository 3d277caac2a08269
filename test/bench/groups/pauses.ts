// How the pause of an update, and the time until it is in force, grow with the frames on the stack and with suspended calls.
import { join } from "node:path";
import { linkThereAndBack } from "../builds.ts";
import { changeEveryFunction, copyChanged } from "../change.ts";
import type { Context, Group } from "../group.ts";
import { benchFolder, outputFolder } from "../places.ts";
import { runForJson, runNodeWithDeepStack } from "../processes.ts";
import { buildProject } from "../projects.ts";
import type { Figure, Row, Section } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { toFigure, toRatioRow } from "../rows.ts";
import { spread } from "../statistics.ts";

/** One process; milliseconds. */
interface Held {
  readonly updates: readonly { readonly cpu: number; readonly wall: number; readonly pause: number }[];
  /** CPU time in which suspended calls went on to their ends. */
  readonly released: number;
}

type Command = (kind: string, count: string, updates: number) => readonly string[];

const folder = join(outputFolder, "pauses");
const sources = join(benchFolder, "pauses");
const frameCounts = ["10", "100", "1000", "10000"];
const callCounts = ["1000", "10000", "100000"];

/** There and back in one process: the first one also loads what updates need. */
const UPDATES = 5;

export const pauses: Group = {
  name: "pauses",
  about: "pause and time to effect, by frames on the stack and by suspended calls",
  async measure(context) {
    context.progress("pauses");
    const changed = join(folder, "changed");
    copyChanged(sources, changed, changeEveryFunction);
    const old = buildProject(join(folder, "v1"), sources);
    const patches = linkThereAndBack(old, buildProject(join(folder, "v2"), changed), folder);
    const command: Command = (...order) => [join(old, "main.js"), ...order.map(String), ...patches];
    return [await measureFrames(command, context), await measureCalls(command, context), await measureGoingOn(command, context)];
  },
};

const columns = ["first: in force after", "pause", "later ones: in force after", "pause", "CPU time", "of it for each"];

function toGrowthRow(count: string, held: readonly Held[]): Row {
  const later = (read: (update: Held["updates"][number]) => number, unit: "ms" | "µs" = "ms"): Figure =>
    toFigure(unit, held, ({ updates }) => spread(updates.slice(1).map(read)).median);
  return {
    title: Number(count).toLocaleString("en"),
    cells: [
      toFigure("ms", held, ({ updates }) => updates[0]!.wall),
      toFigure("ms", held, ({ updates }) => updates[0]!.pause),
      later(({ wall }) => wall),
      later(({ pause }) => pause),
      later(({ cpu }) => cpu),
      later(({ cpu }) => (1000 * cpu) / Number(count), "µs"),
    ],
  };
}

async function measureFrames(command: Command, { rounds, progress }: Context): Promise<Section> {
  const measured = await inRounds(frameCounts, rounds, (count) => {
    progress(`${count} frames`);
    return JSON.parse(runNodeWithDeepStack(command("frames", count, UPDATES))) as Held;
  });
  const rows = [...measured].map(([count, held]) => toGrowthRow(count, held));
  return { title: "frames on the stack", note: "all move; by the clock but for the CPU time of later updates", columns, rows };
}

async function measureCalls(command: Command, { rounds, progress }: Context): Promise<Section> {
  const measured = await inRounds(callCounts, rounds, (count) => {
    progress(`${count} suspended calls`);
    return runForJson<Held>(command("calls", count, UPDATES));
  });
  const rows = [...measured].map(([count, held]) => toGrowthRow(count, held));
  return { title: "suspended calls", note: "they move when they go on: see below", columns, rows };
}

/** The same calls in all three ways go on from one `await` to their ends. */
async function measureGoingOn(command: Command, { rounds, progress }: Context): Promise<Section> {
  const ways = ["never updated", "after 1 update", `after ${UPDATES} updates`] as const;
  const updates: Readonly<Record<(typeof ways)[number], number>> = { "never updated": 0, "after 1 update": 1, [ways[2]]: UPDATES };
  const rows: Row[] = [];
  for (const count of callCounts) {
    progress(`${count} suspended calls go on`);
    const measured = await inRounds(ways, rounds, (way) => runForJson<Held>(command("calls", count, updates[way]!)).released);
    rows.push(toRatioRow(Number(count).toLocaleString("en"), "ms", measured));
  }
  return { title: "suspended calls that go on", columns: ways, rows };
}

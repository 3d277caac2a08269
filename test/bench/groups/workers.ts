// A server with four workers under the requests of another process, while it is updated 20 times.
import { join } from "node:path";
import { type Asked, type Traffic, UPDATES } from "../../pairs/workers-under-load/clients.ts";
import type { Context, Group } from "../group.ts";
import { commandLine, outputFolder, projectFolder } from "../places.ts";
import { runForJson, runNode } from "../processes.ts";
import { buildProject } from "../projects.ts";
import type { Row, Section, Unit } from "../report.ts";
import { inRounds, mapRounds } from "../rounds.ts";
import { toRatioRow } from "../rows.ts";

const sources = join(projectFolder, "test", "pairs", "workers-under-load");
const folder = join(outputFolder, "workers");

/** What is asked for in each column. Without an update the server is asked how it is doing as often. */
const columns = {
  threads: {
    "no update": "status",
    [`${UPDATES} updates, each thread at its moment`]: "apply",
  },
  processes: { "no update": "status", [`${UPDATES} updates, each process at its moment`]: "apply" },
} as const satisfies Record<string, Readonly<Record<string, Asked>>>;

export const workers: Group = {
  name: "workers",
  about: `a server with four workers (threads, processes), and ${UPDATES} updates meanwhile`,
  async measure(context) {
    const [v1, v2] = [buildProject(join(folder, "v1"), join(sources, "v1")), buildProject(join(folder, "v2"), join(sources, "v2"))];
    const patches = [link(v1, v2, "v1-v2"), link(v2, v1, "v2-v1")];
    return [await measure("threads", v1, patches, context), await measure("processes", v1, patches, context)];
  },
};

function link(from: string, to: string, name: string): string {
  const patch = join(folder, name);
  runNode([commandLine, "diff", from, to, "--out", patch, "--transformers", join(sources, `${name}.ts`)]);
  return patch;
}

async function measure(kind: keyof typeof columns, build: string, patches: readonly string[], context: Context): Promise<Section> {
  const asked: Readonly<Record<string, Asked>> = columns[kind];
  const title = `a server with four workers (${kind}): paced requests`;
  const measured = await inRounds(Object.keys(asked), context.rounds, (column) => {
    context.progress(`${title}, ${column}`);
    const traffic = runForJson<Traffic>([join(sources, "clients.ts"), join(build, "main.js"), kind, asked[column]!, ...patches]);
    if (traffic.failed.length > 0)
      context.problem(
        `${title}, ${column}: ${traffic.failed.length} of ${traffic.requests} requests or updates failed: ${traffic.failed[0]}`,
      );
    return traffic;
  });
  const row = (what: string, unit: Unit, read: (traffic: Traffic) => number): Row => toRatioRow(what, unit, mapRounds(measured, read));
  const rows = [
    row("median", "ms", ({ median }) => median),
    row("99th percentile", "ms", ({ p99 }) => p99),
    row("slowest", "ms", ({ slowest }) => slowest),
  ];
  const note = "by the clock; one more thread, which answers nothing, is free to be updated every 60 ms only";
  return { title, note, columns: Object.keys(asked), rows };
}

// A server with four workers under the requests of another process, while it is updated: each thread at its own moment, or all at a barrier.
import { join } from "node:path";
import { type Asked, type Latency, type Traffic, UPDATES } from "../../pairs/workers-under-load/clients.ts";
import type { Context, Group } from "../group.ts";
import { commandLine, outputFolder, projectFolder } from "../places.ts";
import { runForJson, runNode } from "../processes.ts";
import { buildProject } from "../projects.ts";
import type { Row, Section } from "../report.ts";
import { toRatioRow } from "../rows.ts";

const sources = join(projectFolder, "test", "pairs", "workers-under-load");
const folder = join(outputFolder, "workers");

/** What the columns stand for: without an update the server is asked how it is doing as often. */
const kinds: Readonly<Record<"threads" | "processes", readonly Asked[]>> = {
  threads: ["status", "apply", "barrier"],
  processes: ["status", "apply"],
};
const headings: Readonly<Record<Asked, string>> = {
  status: "no update",
  apply: `${UPDATES} updates, each at its own moment`,
  barrier: `${UPDATES} updates at a barrier`,
};

export const workers: Group = {
  name: "workers",
  about: `a server with four workers (threads, processes), and ${UPDATES} updates meanwhile`,
  measure(context) {
    const build = (version: string): string => buildProject(join(folder, version), [join(sources, "common"), join(sources, version)]);
    const [v1, v2] = [build("v1"), build("v2")];
    const patches = [link(v1, v2, "v1-v2"), link(v2, v1, "v2-v1")];
    return [measure("threads", v1, patches, context), measure("processes", v1, patches, context)];
  },
};

function link(from: string, to: string, name: string): string {
  const patch = join(folder, name);
  runNode([commandLine, "diff", from, to, "--out", patch, "--transformers", join(sources, `${name}.ts`)]);
  return patch;
}

function measure(workers: keyof typeof kinds, build: string, patches: readonly string[], context: Context): Section {
  const title = `a server with four workers (${workers}): paced requests`;
  const asked = kinds[workers];
  const measured = Array.from({ length: context.rounds }, (): Traffic => {
    context.progress(title);
    const traffic = runForJson<Traffic>([join(sources, "clients.ts"), join(build, "main.js"), workers, asked.join(), ...patches]);
    const { failed, requests } = traffic;
    if (failed.length > 0) context.problem(`${title}: ${failed.length} of ${requests} requests or updates failed: ${failed[0]}`);
    return traffic;
  });
  const row = (what: string, read: (latency: Latency) => number): Row => {
    const columns = asked.map((kind) => [kind, measured.map(({ after }) => read(after[kind]!))] as const);
    return toRatioRow(what, "ms", new Map(columns));
  };
  const rows = [row("median", ({ median }) => median), row("99th percentile", ({ p99 }) => p99), row("slowest", ({ slowest }) => slowest)];
  const note = "by the clock, all in turn in one process; one more thread, which answers nothing, can be updated every 60 ms only";
  return { title, note, columns: asked.map((kind) => headings[kind]), rows };
}

// Servers under the requests of a hundred clients in another process: plain, updatable, and while they are updated.
import { join } from "node:path";
import { linkThereAndBack, type Variant } from "../builds.ts";
import type { Context, Group } from "../group.ts";
import { install } from "../installed.ts";
import { benchFolder, outputFolder } from "../places.ts";
import { runForJson } from "../processes.ts";
import { buildProject } from "../projects.ts";
import type { Row, Section, Unit } from "../report.ts";
import { inRounds, mapRounds, type Rounds } from "../rounds.ts";
import { toFigure, toRatioRow } from "../rows.ts";
import { CLIENTS, FIRST_UPDATES, UPDATES } from "../traffic/amounts.ts";
import type { Traffic } from "../traffic/clients.ts";
import type { Protocol } from "../traffic/connections.ts";

const UPDATED = `${UPDATES} updates` as const;
const modes = ["plain", "updatable", UPDATED] as const;
type Mode = (typeof modes)[number];

const sources = join(benchFolder, "traffic", "server");
const changed = join(benchFolder, "traffic", "changed");

/** Half a minute and more each: two rounds are enough to see how much they differ. */
const MOST_ROUNDS = 2;

export const http: Group = {
  name: "http",
  about: `an HTTP server with ${CLIENTS} clients, and ${UPDATES} updates meanwhile`,
  measure: (context) => measureServer("http", `an HTTP server with ${CLIENTS} clients`, context),
};

export const websocket: Group = {
  name: "websocket",
  about: "the same over WebSockets, with the package ws",
  async measure(context) {
    const missing = install("websocket", { ws: "8.23.0", "@types/ws": "8.18.2" }, context);
    return missing ?? measureServer("websocket", `a WebSocket server with ${CLIENTS} clients`, context);
  },
};

async function measureServer(protocol: Protocol, title: string, context: Context): Promise<readonly Section[]> {
  context.progress(title);
  const folder = join(outputFolder, protocol);
  const build = (name: string, from: readonly string[], variant?: Variant): string =>
    buildProject(join(folder, name), from, variant, `${protocol}.ts`);
  const [plain, updatable] = [build("plain", [sources], "plain"), build("v1", [sources])];
  const patches = linkThereAndBack(updatable, build("v2", [sources, changed]), folder);
  const commands: Readonly<Record<Mode, readonly [build: string, ...patches: string[]]>> = {
    plain: [plain],
    updatable: [updatable],
    [UPDATED]: [updatable, ...patches],
  };
  const measured = await inRounds(modes, Math.min(context.rounds, MOST_ROUNDS), (mode) => {
    context.progress(`${title}, ${mode}`);
    const [out, ...thereAndBack] = commands[mode];
    const traffic = runForJson<Traffic>([
      join(benchFolder, "traffic", "clients.ts"),
      protocol,
      join(out, `${protocol}.js`),
      ...thereAndBack,
    ]);
    if (traffic.failed > 0) context.problem(`${title} (${mode}): ${traffic.failed} requests or updates failed`);
    return traffic;
  });
  return [toSection(title, measured)];
}

function toSection(title: string, measured: Rounds<Traffic>): Section {
  const row = (what: string, unit: Unit, read: (traffic: Traffic) => number): Row => toRatioRow(what, unit, mapRounds(measured, read));
  const updated = measured.get(UPDATED)!;
  const rows = [
    row("paced requests: median", "ms", ({ median }) => median),
    row("99th percentile", "ms", ({ p99 }) => p99),
    row("requests in a second, at most", "per s", ({ perSecond }) => perSecond),
    row("CPU time of the server for each", "µs", ({ cpu }) => 1000 * cpu),
    {
      title: `heap grown in ${UPDATES - FIRST_UPDATES} updates`,
      cells: [undefined, undefined, toFigure("KB", updated, ({ grown }) => grown / 1024)],
    },
  ];
  const sum = (read: (traffic: Traffic) => number): string =>
    [...measured.values()]
      .flat()
      .reduce((total, traffic) => total + read(traffic), 0)
      .toLocaleString("en");
  const failed = `${sum((traffic) => traffic.failed)} of ${sum(({ requests }) => requests)} requests and ${sum(({ updates }) => updates)} updates failed`;
  const note = `by the clock but for the CPU time; paced requests while the updates are made, the most that it can do after them; ${failed}`;
  return { title, note, columns: modes, rows };
}

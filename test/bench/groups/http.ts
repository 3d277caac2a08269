// A server under the requests of a hundred clients: plain, updatable, and while it is updated 500 times.
import { join } from "node:path";
import { linkThereAndBack } from "../builds.ts";
import type { Context, Group } from "../group.ts";
import { benchFolder, outputFolder } from "../places.ts";
import { runForJson } from "../processes.ts";
import { buildProject } from "../projects.ts";
import type { Row, Section } from "../report.ts";
import { inRounds, mapRounds, type Rounds } from "../rounds.ts";
import { toFigure, toRatioRow } from "../rows.ts";

const modes = ["plain", "updatable", "500 updates"] as const;
type Mode = (typeof modes)[number];

interface Traffic {
  readonly requests: number;
  /** Requests that were not answered as they should be, and updates that were refused. */
  readonly failed: number;
  readonly updates: number;
  /** Milliseconds of a request. */
  readonly median: number;
  readonly p99: number;
  /** Bytes by which the heap has grown from the 50th update on; without updates, since the warm-up. */
  readonly grown: number;
}

const folder = join(outputFolder, "http");
const sources = join(benchFolder, "traffic", "server");

/** A minute each: two rounds are enough to see how much they differ. */
const MOST_ROUNDS = 2;

export const http: Group = {
  name: "http",
  about: "an HTTP server with 100 clients, and 500 updates meanwhile",
  async measure(context) {
    const plain = buildProject(join(folder, "plain"), sources, "plain");
    const updatable = buildProject(join(folder, "v1"), sources);
    const patches = linkThereAndBack(
      updatable,
      buildProject(join(folder, "v2"), [sources, join(benchFolder, "traffic", "changed")]),
      folder,
    );
    const commands: Readonly<Record<Mode, readonly string[]>> = {
      plain: [join(plain, "main.js")],
      updatable: [join(updatable, "main.js")],
      "500 updates": [join(updatable, "main.js"), ...patches],
    };
    const measured = await inRounds(modes, Math.min(context.rounds, MOST_ROUNDS), (mode) => measureTraffic(mode, commands[mode], context));
    return [toSection(measured)];
  },
};

function measureTraffic(mode: Mode, command: readonly string[], { progress, problem }: Context): Traffic {
  progress(`a server with 100 clients, ${mode}`);
  const traffic = runForJson<Traffic>([join(benchFolder, "traffic", "clients.mjs"), ...command]);
  if (traffic.failed > 0) problem(`a server with 100 clients (${mode}): ${traffic.failed} requests or updates failed`);
  return traffic;
}

function toSection(measured: Rounds<Traffic>): Section {
  const row = (title: string, key: "median" | "p99"): Row =>
    toRatioRow(
      title,
      "ms",
      mapRounds(measured, (traffic) => traffic[key]),
    );
  const grown = {
    title: "heap grown in 450 updates",
    cells: [undefined, undefined, toFigure("KB", measured.get("500 updates")!, (traffic) => traffic.grown / 1024)],
  };
  return {
    title: "an HTTP server with 100 clients",
    note: "time by the clock",
    columns: modes,
    rows: [row("median of requests", "median"), row("99th percentile", "p99"), grown],
  };
}

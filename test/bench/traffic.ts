// A server under the requests of a hundred clients: plain, updatable, and while it is updated 500 times.
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { benchFolder, outputFolder, packageFile, projectFolder } from "./places.ts";
import { runNode } from "./processes.ts";
import { OUT, writeProject } from "./projects.ts";

export const trafficModes = ["plain", "updatable", "500 updates"] as const;
export type TrafficMode = (typeof trafficModes)[number];

export interface Traffic {
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

const folder = join(outputFolder, "traffic");
const commandLine = join(projectFolder, "dist", "transformer", "cli", "main.js");
const outOf = (project: string): string => join(folder, project, OUT);

export function compileTraffic(): void {
  rmSync(folder, { recursive: true, force: true });
  runNode([packageFile("typescript", "bin", "tsc"), "-p", writeServer("plain", "v1")]);
  for (const version of ["v1", "v2"] as const) runNode([commandLine, "build", "-p", writeServer(version, version)]);
  runNode([commandLine, "diff", outOf("v1"), outOf("v2"), "--out", join(folder, "forth")]);
  runNode([commandLine, "diff", outOf("v2"), outOf("v1"), "--out", join(folder, "back")]);
}

function writeServer(project: string, version: "v1" | "v2"): string {
  const path = join(folder, project);
  writeProject(path, join(benchFolder, "traffic", "server"));
  if (version === "v2") cpSync(join(benchFolder, "traffic", "changed"), join(path, "src"), { recursive: true });
  return path;
}

export function measureTraffic(mode: TrafficMode): Traffic {
  const main = join(outOf(mode === "plain" ? "plain" : "v1"), "main.js");
  const patches = mode === "500 updates" ? [join(folder, "forth"), join(folder, "back")] : [];
  return JSON.parse(runNode([join(benchFolder, "traffic", "clients.mjs"), main, ...patches], { TS_UPDATABLE_LOG: "off" })) as Traffic;
}

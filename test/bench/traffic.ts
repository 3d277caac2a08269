// A server under the requests of a hundred clients: plain, updatable, and while it is updated 500 times.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchFolder, outputFolder, packageFile, projectFolder } from "./places.ts";
import { runNode } from "./processes.ts";

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
const outOf = (project: string): string => join(folder, project, "out");

export function compileTraffic(): void {
  rmSync(folder, { recursive: true, force: true });
  writeProject("plain", "v1");
  runNode([packageFile("typescript", "bin", "tsc"), "-p", join(folder, "plain")]);
  for (const version of ["v1", "v2"]) {
    writeProject(version, version);
    runNode([commandLine, "build", "-p", join(folder, version)]);
  }
  runNode([commandLine, "diff", outOf("v1"), outOf("v2"), "--out", join(folder, "forth")]);
  runNode([commandLine, "diff", outOf("v2"), outOf("v1"), "--out", join(folder, "back")]);
}

function writeProject(project: string, version: string): void {
  const path = join(folder, project);
  mkdirSync(path, { recursive: true });
  cpSync(join(benchFolder, "traffic", version), join(path, "src"), { recursive: true });
  writeFileSync(join(path, "package.json"), JSON.stringify({ type: "module" }));
  const plugins = [{ transform: "ts-updatable/transformer", transformProgram: true }];
  const compilerOptions = { target: "es2023", module: "nodenext", strict: true, skipLibCheck: true, types: ["node"], sourceMap: true };
  const places = { rootDir: "src", outDir: "out", plugins };
  writeFileSync(
    join(path, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...places }, files: ["src/main.ts"] }),
  );
}

export function measureTraffic(mode: TrafficMode): Traffic {
  const main = join(outOf(mode === "plain" ? "plain" : "v1"), "main.js");
  const patches = mode === "500 updates" ? [join(folder, "forth"), join(folder, "back")] : [];
  return JSON.parse(runNode([join(benchFolder, "traffic", "clients.mjs"), main, ...patches], { TS_UPDATABLE_LOG: "off" })) as Traffic;
}

// What an update costs that gives two new fields to many objects: all at once, or each at its first touch.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { benchFolder, outputFolder, projectFolder } from "./places.ts";
import { runNode } from "./processes.ts";
import { writeProject } from "./projects.ts";

export type InstanceStrategy = "eager" | "lazy";

/** Milliseconds; `before`, `first` and `later` are for touching every object once. */
export interface InstanceTimes {
  readonly pause: number;
  readonly before: number;
  readonly first: number;
  readonly later: number;
}

export const instanceCounts: Readonly<Record<InstanceStrategy, number>> = { eager: 100_000, lazy: 1_000_000 };

const commandLine = join(projectFolder, "dist", "transformer", "cli", "main.js");
const folder = join(outputFolder, "instances");

export function compileInstances(): void {
  rmSync(folder, { recursive: true, force: true });
  for (const version of ["v1", "v2"]) compileVersion(join(folder, version), version);
  for (const strategy of Object.keys(instanceCounts))
    runNode([
      commandLine,
      "diff",
      join(folder, "v1", "out"),
      join(folder, "v2", "out"),
      "--out",
      join(folder, strategy),
      "--instances",
      strategy,
    ]);
}

function compileVersion(project: string, version: string): void {
  writeProject(project, join(benchFolder, "instances", version));
  runNode([commandLine, "build", "-p", project]);
}

export function measureInstances(strategy: InstanceStrategy): InstanceTimes {
  const environment = { COUNT: String(instanceCounts[strategy]), PATCH: join(folder, strategy) };
  return JSON.parse(runNode([join(folder, "v1", "out", "main.js")], environment)) as InstanceTimes;
}

// What an update costs that gives two new fields to many objects: all at once, or each at its first touch.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchFolder, outputFolder, projectFolder } from "./places.ts";
import { runNode } from "./processes.ts";

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
  mkdirSync(project, { recursive: true });
  cpSync(join(benchFolder, "instances", version), join(project, "src"), { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
  const plugins = [{ transform: "ts-updatable/transformer", transformProgram: true }];
  const compilerOptions = { target: "es2023", module: "nodenext", strict: true, skipLibCheck: true, types: ["node"], sourceMap: true };
  const places = { rootDir: "src", outDir: "out", plugins };
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...places }, files: ["src/main.ts"] }),
  );
  runNode([commandLine, "build", "-p", project]);
}

export function measureInstances(strategy: InstanceStrategy): InstanceTimes {
  const environment = { COUNT: String(instanceCounts[strategy]), PATCH: join(folder, strategy) };
  return JSON.parse(runNode([join(folder, "v1", "out", "main.js")], environment)) as InstanceTimes;
}

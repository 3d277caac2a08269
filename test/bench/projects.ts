// Small projects of the benchmark, each compiled as users compile theirs.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Variant } from "./builds.ts";
import { commandLine, packageFile } from "./places.ts";
import { runNode } from "./processes.ts";

/**
 * @param sources folders of sources, later ones over earlier ones
 * @param main the program among them
 * @returns the folder of the compiled files
 */
export function buildProject(
  project: string,
  sources: string | readonly string[],
  variant: Variant = "updatable",
  main: string = "main.ts",
): string {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  for (const folder of [sources].flat()) cpSync(folder, join(project, "src"), { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
  const compilerOptions = { target: "es2023", module: "nodenext", strict: true, skipLibCheck: true, types: ["node"], sourceMap: true };
  const places = { rootDir: "src", outDir: "out" };
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...places }, files: [`src/${main}`] }),
  );
  runNode([...(variant === "plain" ? [packageFile("typescript", "bin", "tsc")] : [commandLine, "build"]), "-p", project]);
  return join(project, "out");
}

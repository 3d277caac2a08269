// Small projects of the benchmark, each compiled as users compile theirs.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Folder of the compiled files in a project's own. */
export const OUT = "out";

/** @param sources folder of the sources; `main.ts` is the program */
export function writeProject(project: string, sources: string): void {
  mkdirSync(project, { recursive: true });
  cpSync(sources, join(project, "src"), { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
  const plugins = [{ transform: "ts-updatable/transformer", transformProgram: true }];
  const compilerOptions = { target: "es2023", module: "nodenext", strict: true, skipLibCheck: true, types: ["node"], sourceMap: true };
  const places = { rootDir: "src", outDir: OUT, plugins };
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...places }, files: ["src/main.ts"] }),
  );
}

// What is compared: ways to compile the programs, and variants of running what was compiled. Add new ones here.
import { join } from "node:path";
import { benchFolder, packageFile, projectFolder } from "./places.ts";

/** What is compiled: the programs that are measured, or what this package ships (a program of some 20,000 lines). */
export type Project = "programs" | "package";

export interface Compiler {
  readonly name: string;
  /** Arguments of the Node process that compiles a project into the folder. */
  readonly command: (project: Project, outDir: string) => readonly string[];
}

export interface Variant {
  readonly name: string;
  readonly compiler: Compiler;
  /**
   * A module whose `default(programFile)` every measuring process awaits once, in the middle: after the warm-up and before
   * what is measured. This is where a variant applies updates.
   */
  readonly between?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const config = (name: string): string => join(benchFolder, name);
const tspc = packageFile(".bin", "tspc");

const plain: Compiler = {
  name: "tspc alone",
  command: (project, outDir) => [tspc, "-p", config(`tsconfig.${project}.json`), "--outDir", outDir],
};

const plugin: Compiler = {
  name: "tspc with the plug-in",
  command: (project, outDir) => [tspc, "-p", config(`tsconfig.${project}.tspc.json`), "--outDir", outDir],
};

const build: Compiler = {
  name: "ts-updatable build",
  command: (project, outDir) => [
    join(projectFolder, "dist", "transformer", "cli", "main.js"),
    "build",
    "-p",
    config(`tsconfig.${project}.json`),
    "--outDir",
    outDir,
  ],
};

/** The first one is what the others are compared with. */
export const compilers: readonly Compiler[] = [plain, plugin, build];

/** The first one is what the others are compared with. */
export const variants: readonly Variant[] = [
  { name: "plain", compiler: plain },
  { name: "updatable", compiler: build },
];

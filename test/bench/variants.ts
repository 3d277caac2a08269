// What is compared: ways to compile the programs, and variants of running what was compiled. Add new ones here.
import { join } from "node:path";
import { benchFolder, packageFile, projectFolder } from "./places.ts";

export interface Compiler {
  readonly name: string;
  /** Arguments of the Node process that compiles all programs into the folder. */
  readonly command: (outDir: string) => readonly string[];
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

const tsc: Compiler = {
  name: "tsc",
  command: (outDir) => [packageFile("typescript", "bin", "tsc"), "-p", config("tsconfig.programs.json"), "--outDir", outDir],
};

const tspc: Compiler = {
  name: "tspc",
  command: (outDir) => [packageFile(".bin", "tspc"), "-p", config("tsconfig.tspc.json"), "--outDir", outDir],
};

const build: Compiler = {
  name: "ts-updatable build",
  command: (outDir) => [
    join(projectFolder, "dist", "transformer", "cli", "main.js"),
    "build",
    "-p",
    config("tsconfig.programs.json"),
    "--outDir",
    outDir,
  ],
};

export const compilers: readonly Compiler[] = [tsc, tspc, build];

/** The first one is what the others are compared with. */
export const variants: readonly Variant[] = [
  { name: "plain", compiler: tsc },
  { name: "updatable", compiler: build },
];

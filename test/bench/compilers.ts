// The ways to compile that are compared.
import { join } from "node:path";
import { benchFolder, commandLine, packageFile } from "./places.ts";

/** What is compiled: the programs that are measured, or what this package ships (a program of some 20,000 lines). */
export type Project = "programs" | "package";

export interface Compiler {
  readonly name: string;
  /** Arguments of the Node process that compiles a project into the folder. */
  readonly command: (project: Project, outDir: string) => readonly string[];
}

const config = (name: string): string => join(benchFolder, name);
const tspc = packageFile(".bin", "tspc");

export const plain: Compiler = {
  name: "tspc alone",
  command: (project, outDir) => [tspc, "-p", config(`tsconfig.${project}.json`), "--outDir", outDir],
};

const plugin: Compiler = {
  name: "tspc with the plug-in",
  command: (project, outDir) => [tspc, "-p", config(`tsconfig.${project}.tspc.json`), "--outDir", outDir],
};

export const build: Compiler = {
  name: "ts-updatable build",
  command: (project, outDir) => [commandLine, "build", "-p", config(`tsconfig.${project}.json`), "--outDir", outDir],
};

/** The first one is what the others are compared with. */
export const compilers: readonly Compiler[] = [plain, plugin, build];

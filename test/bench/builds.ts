// The builds that groups share, each made when it is first wanted.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changeEveryFunction, copyChanged } from "./change.ts";
import { build, type Project, plain } from "./compilers.ts";
import { benchFolder, commandLine, outputFolder, programsFolder } from "./places.ts";
import { compile, runNode } from "./processes.ts";

/** How something was compiled; the first one is what the other is compared with. */
export const variants = ["plain", "updatable"] as const;
export type Variant = (typeof variants)[number];

/** Folders of two patches: to a version in which every function has changed, and back. */
export type ThereAndBack = readonly [there: string, back: string];

export class Builds {
  readonly #progress: (text: string) => void;
  readonly #made = new Set<string>();

  constructor(progress: (text: string) => void) {
    this.#progress = progress;
  }

  /** @returns the folder of the compiled files */
  folder(project: Project, variant: Variant): string {
    const folder = join(outputFolder, variant, project);
    return this.#once(folder, () => void compile(variant === "plain" ? plain : build, project, folder));
  }

  programFile(program: string, variant: Variant): string {
    return join(this.folder("programs", variant), `${program}.js`);
  }

  /** For processes that run the updatable programs. */
  updates(): ThereAndBack {
    const original = this.folder("programs", "updatable");
    const folder = this.#once(join(outputFolder, "changed"), () => compileChangedPrograms(join(outputFolder, "changed"), original));
    return [join(folder, "there"), join(folder, "back")];
  }

  #once(folder: string, make: () => void): string {
    if (this.#made.has(folder)) return folder;
    this.#progress(`compiling ${folder}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    make();
    this.#made.add(folder);
    return folder;
  }
}

function compileChangedPrograms(folder: string, original: string): void {
  const [sources, out] = [join(folder, "programs"), join(folder, "out")];
  copyChanged(programsFolder, sources, changeEveryFunction);
  const options = { extends: join(benchFolder, "tsconfig.programs.json"), compilerOptions: { rootDir: sources }, include: [sources] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
  runNode([commandLine, "build", "-p", folder, "--outDir", out]);
  linkThereAndBack(original, out, folder);
}

export function linkThereAndBack(from: string, to: string, folder: string, ...options: readonly string[]): ThereAndBack {
  const [there, back] = [join(folder, "there"), join(folder, "back")];
  runNode([commandLine, "diff", from, to, "--out", there, ...options]);
  runNode([commandLine, "diff", to, from, "--out", back, ...options]);
  return [there, back];
}

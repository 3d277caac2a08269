// Compiles every version of every pair: two builds of many projects each, because most of a compilation is reading the same libraries.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./imports.ts";

/** ESM, CommonJS, and ESM with update points that poll, or only where the program names them. */
export type BuildKind = "esm" | "cjs" | "poll" | "named";

export interface Builds {
  readonly folder: string;
}

export interface WantedBuild {
  readonly pair: string;
  readonly kind: BuildKind;
}

const commandLine = join(projectFolder, "dist", "transformer", "cli", "main.js");
const compilers = 2;

/** Below the checkout, so that the programs find its packages. */
export function createBuilds(): Builds {
  mkdirSync(join(projectFolder, "build"), { recursive: true });
  return { folder: mkdtempSync(join(projectFolder, "build", "pairs-")) };
}

export const removeBuilds = ({ folder }: Builds): void => rmSync(folder, { recursive: true, force: true });

const projectOf = (builds: Builds, { pair, kind }: WantedBuild, version: string): string => join(builds.folder, pair, kind, version);

export const outOf = (builds: Builds, pair: string, kind: BuildKind, version: string): string =>
  join(projectOf(builds, { pair, kind }, version), "out");

export async function buildAll(builds: Builds, sources: string, wanted: readonly WantedBuild[]): Promise<void> {
  const projects = wanted.flatMap((build) =>
    versionsOf(join(sources, build.pair)).map((version) => writeProject(builds, sources, build, version)),
  );
  const shares = Array.from({ length: compilers }, (_, share) => projects.filter((_project, index) => index % compilers === share));
  await Promise.all(shares.filter((share) => share.length > 0).map((share, index) => compile(builds, share, `solution-${index}.json`)));
}

const versionsOf = (folder: string): string[] => readdirSync(folder).filter((name) => /^v\d+$/.test(name));

function writeProject(builds: Builds, sources: string, build: WantedBuild, version: string): string {
  const folder = projectOf(builds, build, version);
  for (const from of sourcesOf(sources, build.pair, version)) cpSync(from, join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "src", "version.ts"), versionModule(version));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: build.kind === "cjs" ? "commonjs" : "module" }));
  const plugin = {
    transform: "ts-updatable/transformer",
    transformProgram: true,
    updatePoints: build.kind === "poll" || build.kind === "named" ? build.kind : "interrupt",
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: { ...OPTIONS, ...ownOptions(join(sources, build.pair)), plugins: [plugin] },
      files: ["src/main.ts"],
    }),
  );
  return folder;
}

/** What all pairs have in common, what all versions of the pair have, and what is the version's own. */
function sourcesOf(sources: string, pair: string, version: string): readonly string[] {
  const ofPair = join(sources, pair, "common");
  return [join(sources, "common"), ...(existsSync(ofPair) ? [ofPair] : []), join(sources, pair, version)];
}

/** A pair about an option has it in a file `options.json`. */
function ownOptions(pair: string): object {
  const file = join(pair, "options.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as object) : {};
}

/** What tells a program its own version: a function that every update replaces. */
const versionModule = (version: string): string => `export function version(): number {\n  return ${version.slice(1)};\n}\n`;

const OPTIONS = {
  target: "es2023",
  module: "nodenext",
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  sourceMap: true,
  rootDir: "src",
  outDir: "out",
};

async function compile(builds: Builds, projects: readonly string[], name: string): Promise<void> {
  const solution = join(builds.folder, name);
  writeFileSync(solution, JSON.stringify({ files: [], references: projects.map((path) => ({ path })) }));
  const { code, output } = await run([commandLine, "build", "-b", solution]);
  if (code !== 0) throw new Error(`the pairs cannot be compiled:\n${output}`);
}

function run(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

// A project in a temporary folder, compiled the way users do: with tspc, with plain tsc, or with our own command.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";
import type { HostedManifest } from "../../transformer/host/manifest.ts";
import { projectFolder } from "../harness/imports.ts";

const modules = join(projectFolder, "node_modules");
const TSC = join(modules, "typescript", "lib", "tsc.js");
const TSPC = join(modules, "ts-patch", "bin", "tspc.js");
const toHost = (file: string): string => JSON.stringify(pathToFileURL(join(projectFolder, "dist", "transformer", "host", file)));
const stubCore = JSON.stringify(pathToFileURL(join(projectFolder, "test", "host", "stub-core.mjs")));

/** The package as users see it, but with the stub as its core. */
const STUB_PACKAGE = {
  "package.json": '{"name": "ts-updatable", "type": "module", "exports": {"./transformer": {"default": "./plugin.mjs"}}}',
  "plugin.mjs": `import { hostProgram } from ${toHost("host-program.js")};
import { stderrReport } from ${toHost("report.js")};
import { instrument } from ${stubCore};
const report = stderrReport();
export default (program, host, entry, extras) => hostProgram({ typescript: extras.ts, instrument, report }, program, entry);`,
  "build.mjs": `import { runBuild } from ${toHost("build-command.js")};
import { instrument } from ${stubCore};
process.exitCode = await runBuild(process.argv.slice(2), instrument);`,
};

export const ENTRY = { transform: "ts-updatable/transformer", transformProgram: true };

export const OPTIONS = {
  target: "es2022",
  lib: ["es2022"],
  module: "nodenext",
  strict: true,
  types: [],
  rootDir: "src",
  outDir: "out",
  sourceMap: true,
};

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface ProjectOptions {
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  readonly plugins?: readonly unknown[];
  readonly references?: readonly unknown[];
}

export type Files = Readonly<Record<string, string>>;

const folders: string[] = [];
const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) child.kill();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export class Project {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "ts-updatable-host-")));

  constructor(files: Files, options: ProjectOptions = {}) {
    folders.push(this.folder);
    for (const [name, text] of Object.entries(STUB_PACKAGE)) this.write(`node_modules/ts-updatable/${name}`, text);
    this.write("package.json", '{"type": "module"}');
    this.configure(options);
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  /** Replaces the stub by the package of this checkout. */
  useRealPackage(): void {
    this.remove("node_modules/ts-updatable");
    symlinkSync(projectFolder, join(this.folder, "node_modules", "ts-updatable"));
  }

  configure({ compilerOptions = {}, plugins = [ENTRY], references }: ProjectOptions, file = "tsconfig.json", include = ["src"]): void {
    const options = Object.fromEntries(Object.entries({ ...OPTIONS, ...compilerOptions }).filter(([, value]) => value !== null));
    this.write(
      file,
      JSON.stringify({ compilerOptions: { ...options, plugins }, include, ...(references && { references }) }, undefined, 2),
    );
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  read = (file: string): string => readFileSync(join(this.folder, file), "utf8");
  has = (file: string): boolean => existsSync(join(this.folder, file));
  remove = (file: string): void => rmSync(join(this.folder, file), { recursive: true, force: true });

  tspc = (...args: readonly string[]): Run => this.#run([TSPC, ...args]);
  tsc = (...args: readonly string[]): Run => this.#run([TSC, ...args]);
  build = (...args: readonly string[]): Run => this.#run([join(this.folder, "node_modules/ts-updatable/build.mjs"), ...args]);

  /** The package's own command line. */
  command = (...args: readonly string[]): Run => this.#run([join(projectFolder, "dist", "transformer", "cli", "main.js"), ...args]);

  /** As `tspc`, but the core changes nothing. */
  tspcWithIdentity = (...args: readonly string[]): Run => this.#run([TSPC, ...args], { TEST_CORE: "identity" });

  watch(tool: "tspc" | "build", ...args: readonly string[]): void {
    const file = tool === "tspc" ? TSPC : join(this.folder, "node_modules/ts-updatable/build.mjs");
    const child = spawn(process.execPath, [file, ...args], { cwd: this.folder, stdio: ["ignore", "pipe", "ignore"] });
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#watched += text;
    });
    children.push(child);
  }

  #watched = "";

  /** How often the watching compiler has said that it is done and waits: only then does it see the next change. */
  timesIdle = (): number => this.#watched.split("Watching for file changes").length - 1;

  manifest(out = "out"): HostedManifest {
    return JSON.parse(this.read(`${out}/.ts-updatable/manifest.json`));
  }

  moduleNames = (out = "out"): readonly string[] => this.manifest(out).modules.map(({ js }) => js);

  /** Every file below `folder`, by name. */
  list(folder: string): readonly string[] {
    const entries = readdirSync(join(this.folder, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(this.folder, folder).length + 1))
      .sort();
  }

  /** Text of every file below `folder` but those of our own. */
  snapshot(folder: string): Files {
    const names = this.list(folder).filter((name) => !name.startsWith(".ts-updatable/"));
    return Object.fromEntries(names.map((name) => [name, this.read(join(folder, name))]));
  }

  #run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", ...env },
    });
    return { code: status, out: stdout, err: stderr };
  }
}

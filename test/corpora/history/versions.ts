// Published versions of packages that ship their sources: fetched once into the cache, and compiled as updatable.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectFolder } from "../../harness/imports.ts";
import { type Run, runProcess } from "../../harness/processes.ts";

export interface Package {
  readonly name: string;
  /** File that is compiled, with all that it imports. */
  readonly entry: string;
  /** How its sources import each other: with file endings (`nodenext`) or without (`commonjs`). */
  readonly format: "commonjs" | "nodenext";
  /** In the order in which they were published. */
  readonly versions: readonly string[];
}

export function readPackages(): readonly Package[] {
  const packages = JSON.parse(readFileSync(join(import.meta.dirname, "packages.json"), "utf8")) as Record<string, Omit<Package, "name">>;
  return Object.entries(packages).map(([name, rest]) => ({ name, ...rest }));
}

/** A large package takes its time on a busy machine. */
export const runNode = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> =>
  runProcess(process.execPath, args, env, 600_000);

/** @returns the folder of its sources, or what npm said */
export function fetchVersion({ name }: Package, version: string, cache: string): { readonly sources: string } | { readonly why: string } {
  const folder = join(cache, "versions", name, version);
  if (existsSync(folder)) return { sources: folder };
  const temporary = `${folder}.tmp-${process.pid}`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const npm = spawnSync("npm", ["pack", `${name}@${version}`, "--json", "--ignore-scripts", "--loglevel=error"], {
    cwd: temporary,
    encoding: "utf8",
  });
  if (npm.status !== 0) return { why: `npm pack ${name}@${version}: ${npm.error?.message ?? npm.stderr.trim()}` };
  const file = basename((JSON.parse(npm.stdout) as readonly { readonly filename: string }[])[0]?.filename ?? "");
  const tar = spawnSync("tar", ["-xzf", file, "--strip-components=1"], { cwd: temporary, encoding: "utf8" });
  if (tar.status !== 0) return { why: `tar -xzf ${file}: ${tar.error?.message ?? tar.stderr.trim()}` };
  rmSync(join(temporary, file));
  renameSync(temporary, folder);
  return { sources: folder };
}

export interface Built {
  readonly out: string;
  /** The compiled entry. */
  readonly entry: string;
}

/** Its own types need not check: what is compiled is the sources, with the compiler of this project. */
export async function buildVersion({ entry, format }: Package, fetched: string, folder: string): Promise<Built | { readonly why: string }> {
  const out = join(folder, "out");
  const built = { out, entry: join(out, basename(entry).replace(/\.ts$/, ".js")) };
  const made = join(folder, "compiler");
  if (existsSync(made) && readFileSync(made, "utf8") === compilerDigest()) return built;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(projectFolder, join(folder, "node_modules/ts-updatable"));
  // Not compiled where it was fetched to: TypeScript emits nothing for what lies in a `node_modules`.
  cpSync(join(fetched, dirname(entry)), join(folder, dirname(entry)), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: format === "commonjs" ? "commonjs" : "module" }));
  const shape = format === "commonjs" ? { module: "commonjs", moduleResolution: "bundler" } : { module: "nodenext" };
  const compilerOptions = {
    ...{ ...shape, target: "es2022", lib: ["es2022", "dom"], rootDir: dirname(entry), sourceMap: true, strict: true },
    ...{ useDefineForClassFields: false, noCheck: true, skipLibCheck: true, types: ["node"] },
    typeRoots: [join(projectFolder, "node_modules/@types")],
  };
  const config = join(folder, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ compilerOptions, files: [entry] }));
  const run = await runNode([join(projectFolder, "dist/transformer/cli/main.js"), "build", "-p", config, "--outDir", out]);
  if (run.exitCode !== 0 || !existsSync(built.entry))
    return { why: `the build ended with ${run.exitCode}: ${`${run.stdout}${run.stderr}`.slice(0, 2000)}` };
  writeFileSync(made, compilerDigest());
  return built;
}

/** What a build depends on beside its sources: a run after a change of `diff` alone need not compile anew. */
let digest: string | undefined;
function compilerDigest(): string {
  if (digest !== undefined) return digest;
  const dist = join(projectFolder, "dist");
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".js") && /^(transformer|runtime.contract)/.test(file) && !/^transformer.(diff|cli)\b/.test(file),
  );
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(dist, file)));
  digest = hash.digest("hex");
  return digest;
}

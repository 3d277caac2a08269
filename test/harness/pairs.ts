// What a folder of test/pairs is: versions of one small program, and scenarios that update it while it runs.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";
import type { Patch } from "../../runtime/contract/patch.ts";
import type { ErrorAnswer } from "../../runtime/contract/protocol.ts";
import { projectFolder } from "./imports.ts";
import { type BuildKind, type Builds, outOf } from "./pairs-build.ts";
import { type Command, Running, runCommand, type StartOptions } from "./pairs-run.ts";

export type { BuildKind } from "./pairs-build.ts";
export type { Running } from "./pairs-run.ts";

/** One thing that a pair shows. */
export interface Scenario {
  /** Sentence that the test is called by. */
  readonly shows: string;
  /** Builds in which it is shown; default: ESM. */
  readonly builds?: readonly BuildKind[];
  /** What is missing, where the product cannot do this yet: the test says when it can. */
  readonly missing?: string;
  run(pair: Pair): Promise<void>;
}

export interface FoundScenario extends Scenario {
  readonly pair: string;
}

/** Each folder holds `v1`, `v2` and so on with what differs, and `common` with what does not; `test/pairs/common` is for all. */
export const pairsFolder = join(projectFolder, "test", "pairs");

/** Every scenario of every folder; `PAIRS=name,name` in the environment picks folders whose names contain one of these. */
export async function findScenarios(): Promise<FoundScenario[]> {
  const wanted = (process.env["PAIRS"] ?? "").split(",");
  const folders = readdirSync(pairsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "common");
  const chosen = folders.map(({ name }) => name).filter((name) => wanted.some((part) => name.includes(part)));
  const found = await Promise.all(chosen.sort().map(readScenarios));
  return found.flat();
}

async function readScenarios(pair: string): Promise<FoundScenario[]> {
  const module = (await import(pathToFileURL(join(pairsFolder, pair, "scenario.ts")).href)) as { default: Scenario | readonly Scenario[] };
  return [module.default].flat().map((scenario) => ({ ...(scenario as Scenario), pair }));
}

/** The answer of `diff --json`. */
export interface DiffAnswer extends Pick<Patch, "changes" | "reverse"> {
  readonly ok: boolean;
  readonly problems?: readonly ErrorAnswer[];
}

/** What a scenario works with: its own folder for patches and sockets, and the builds that all scenarios share. */
export class Pair {
  readonly folder: string = mkdtempSync(join(tmpdir(), "pair-"));
  readonly #builds: Builds;
  readonly #name: string;
  readonly #kind: BuildKind;
  readonly #running: Running[] = [];
  #count = 0;

  constructor(builds: Builds, name: string, kind: BuildKind) {
    this.#builds = builds;
    this.#name = name;
    this.#kind = kind;
  }

  /** `outDir` of a version. */
  out(version: string): string {
    return outOf(this.#builds, this.#name, this.#kind, version);
  }

  /** Starts a version; resolves when its control socket is open. */
  async start(version = "v1", options: StartOptions = {}): Promise<Running> {
    this.#count++;
    const socket = options.socket ?? join(this.folder, `${this.#count}.sock`);
    const running = new Running(join(options.root ?? this.out(version), "main.js"), socket, options);
    this.#running.push(running);
    await running.listening();
    return running;
  }

  /** Ends with the scenario, as what `start` started does. */
  watch(running: Running): void {
    this.#running.push(running);
  }

  diff(from: string, to: string, ...options: readonly string[]): Promise<Command<DiffAnswer> & { readonly folder: string }> {
    return this.diffFolders(this.out(from), this.out(to), ...options);
  }

  async diffFolders(from: string, to: string, ...options: readonly string[]): Promise<Command<DiffAnswer> & { readonly folder: string }> {
    this.#count++;
    const folder = join(this.folder, `patch-${this.#count}`);
    return { ...(await runCommand<DiffAnswer>("diff", from, to, "--out", folder, ...options)), folder };
  }

  /** A patch that `diff` must be able to write. */
  async patch(from = "v1", to = "v2", ...options: readonly string[]): Promise<string> {
    const { code, folder, stderr, answer } = await this.diff(from, to, ...options);
    expect(code, stderr + JSON.stringify(answer)).toBe(0);
    return folder;
  }

  clear(): void {
    for (const running of this.#running) running.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// Runs one random program in a worker, and updates it on the way. What is done at which update point is told by `workerData`.
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import type { ApplyAnswer, StatusAnswer } from "../../runtime/contract/protocol.ts";

export interface Play {
  /** Folder of `main.js` and `helpers.js`. */
  readonly folder: string;
  /** Where the runtime is (a URL that ends with `/`). */
  readonly runtime: string;
  /** Numbers of the update points from which on an update is tried; every second one is a rollback. */
  readonly at: readonly number[];
  /** `"call"`: updates are made by a call; `"reach"`: at what the runtime itself reaches next. */
  readonly by: "call" | "reach";
  readonly patch: string;
}

export interface Played {
  readonly lines: readonly string[];
  /** Update points in all. */
  readonly points: number;
  /** Number of the update point at which (or before which) each update came into force. */
  readonly landed: readonly number[];
  /** Frames that moved. */
  readonly frames: number;
  readonly refusals: readonly Refused[];
  /** Calls that are left in old code at the end. */
  readonly stale: readonly string[];
}

/** An update that could not be made at one point: why, as its answer said it. */
export interface Refused {
  readonly code: string;
  readonly blockers: readonly string[];
}

interface Runtime {
  readonly engine: {
    beginUpdate(request: object): ApplyAnswer | undefined;
    beginRollback(request: object): ApplyAnswer | undefined;
    continueUpdate(): ApplyAnswer | undefined;
    cancelUpdate(waited: number): ApplyAnswer;
    reachUpdatePoint(deliver: () => unknown): boolean;
    status(): StatusAnswer;
  };
  readonly state: {
    onReach: ((deliver: () => unknown) => void) | undefined;
    readonly saving: boolean;
    readonly save: { finish(saved: unknown): unknown } | undefined;
  };
  readonly signal: object;
  allModules(): Iterable<{ holders(): readonly { pending: boolean }[] }>;
}

/** At most so many points are tried for one program. */
const TRIES = 25;

const isStorm = process.env["TS_UPDATABLE_STORM"] !== undefined;

class Player {
  readonly #play: Play;
  readonly #runtime: Runtime;
  readonly #landed: number[] = [];
  readonly #refusals: Refused[] = [];
  #points = 0;
  #frames = 0;
  #isOpen = false;

  constructor(play: Play, runtime: Runtime) {
    this.#play = play;
    this.#runtime = runtime;
    if (play.by === "reach" && play.at.length > 0) this.#listenToReach();
  }

  before(count: number): void {
    this.#points = count;
    if (this.#play.by === "call" && this.#isDue(count)) this.#begin();
  }

  after(count: number): void {
    if (this.#isOpen) this.#conclude(count);
    // Only now: where no update waits, a call of `updatePoint` takes the flags away.
    if (isStorm || (this.#play.by === "reach" && this.#isDue(count + 1))) this.#arm();
  }

  #isDue(count: number): boolean {
    const next = this.#play.at[this.#landed.length];
    return next !== undefined && count >= next && this.#refusals.length < TRIES;
  }

  #begin(): void {
    const { engine } = this.#runtime;
    const request = { policy: "move", dryRun: false, drivenBy: "helper" };
    const isBack = this.#landed.length % 2 === 1;
    const answer = isBack
      ? engine.beginRollback(request)
      : engine.beginUpdate({ ...request, folder: this.#play.patch, direction: "forward" });
    if (answer !== undefined) throw new Error(`an update cannot begin: ${JSON.stringify(answer.error)}`);
    this.#isOpen = true;
  }

  /** The update is in force, or it is given up: nothing of it is left when the program goes on. */
  #conclude(count: number): void {
    this.#isOpen = false;
    const { engine } = this.#runtime;
    const answer = engine.continueUpdate() ?? engine.cancelUpdate(0);
    if (answer.ok) {
      this.#landed.push(count);
      this.#frames += answer.moved?.length ?? 0;
      return;
    }
    const { code = "", message = "" } = answer.error ?? {};
    if (code === "INTERNAL") throw new Error(message);
    this.#refusals.push({ code, blockers: (answer.blockers ?? []).map((b) => `${b.function}: ${b.why}`) });
  }

  #arm(): void {
    for (const module of this.#runtime.allModules()) for (const holder of module.holders()) holder.pending = true;
  }

  #listenToReach(): void {
    const { engine, signal, state } = this.#runtime;
    const make = runInThisContext(REACH, { filename: fileURLToPath(new URL("random.js", this.#play.runtime)) });
    state.onReach = make(
      () => this.#prepareReach(),
      engine,
      () => this.#concludeReach(),
      signal,
    );
  }

  #prepareReach(): boolean {
    if (this.#runtime.state.saving || this.#isOpen || !this.#isDue(this.#points + 1)) return false;
    this.#begin();
    return true;
  }

  #concludeReach(): void {
    const { save } = this.#runtime.state;
    if (save === undefined) return this.#conclude(this.#points + 1);
    const finish = save.finish.bind(save);
    save.finish = (saved) => {
      const result = finish(saved);
      this.#conclude(this.#points + 1);
      return result;
    };
  }

  result(lines: readonly string[]): Played {
    const stale = this.#runtime.engine
      .status()
      .stale.filter((s) => s.count > 0)
      .map((s) => `${s.function} ${s.at}: ${s.why}`);
    return { lines, points: this.#points, landed: this.#landed, frames: this.#frames, refusals: this.#refusals, stale };
  }
}

/** Stands on the stack in place of the runtime's own `reach`, and so has a name of the runtime's folder: any other would be in the way. */
const REACH = `(prepare, engine, conclude, signal) => function reach(deliver) {
  if (!prepare()) return;
  const moves = engine.reachUpdatePoint(deliver);
  conclude();
  if (moves) throw signal;
}`;

async function run(play: Play): Promise<Played> {
  const files = ["engine.js", "attempt.js", "status.js", "state.js", "registry.js"];
  const [requests, attempt, status, state, registry] = await Promise.all(files.map((file) => import(new URL(file, play.runtime).href)));
  const engine = { ...requests, ...attempt, ...status };
  const player = new Player(play, { engine, state: state.state, signal: state.signal, allModules: registry.allModules });
  Object.assign(globalThis, { $random: player });
  const load = (file: string): Promise<unknown> => import(pathToFileURL(join(play.folder, file)).href);
  const { lines } = (await load("helpers.js")) as { lines: string[] };
  const main = (await load("main.js")) as { run(): Promise<void> };
  try {
    await main.run();
  } catch (error) {
    lines.push(`uncaught ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  }
  return player.result(lines);
}

parentPort?.postMessage(await run(workerData as Play));

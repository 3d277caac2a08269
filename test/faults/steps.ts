// Counts the steps of an update from outside, and makes one of them fail: each call within the runtime, each access to a file, and
// what the program's own code tells. Loaded before the program.
import { subscribe } from "node:diagnostics_channel";
import fs from "node:fs";
import { registerHooks, syncBuiltinESMExports } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What becomes of the chosen step. `cut` gives half of a file, `missing` no file; only accesses to files know these two. */
export type Fault = "throw" | "cut" | "missing" | "none";

const readFile = fs.readFileSync;
const runtime = pathToFileURL(join(import.meta.dirname, "..", "..", "dist", "runtime", "/")).href;
/** They run around an attempt (they have not begun it, or it is over and has its answer), or may fail: a class that is not made cannot be read. */
const NO_STEP =
  /^(engine\.(beginUpdate(\/function)?|continueUpdate(\/function)?|whenSettled(\/function)?)|course\.(exclusively|settled|finishWith|isBusy)|attempt\.(attempt|attemptWhenIdle(\/function)+|reachUpdatePoint(\/function)?|awaitTransformers(\/function)+)|awaited\.(run(\/function)*|#over|is\w+)|hold\.is\w+|stack\.isStackReadable|ending\.isLeavingCalls|events\.(tell\/function|entry)|arming\.disarm(\/function)?|history\.openClass\/function)$/;

/** What is done for each of many things (functions, variables, frames, objects) fails for this many of them. */
const TIMES = Number(process.env["TIMES"] ?? 4);
/** Steps whose names begin otherwise do not fail. */
const ONLY = new RegExp(process.env["ONLY"] ?? "");

class Steps {
  readonly #fault: Fault;
  /** Steps that have failed. */
  readonly #failed = new Set<string>();
  /** How often each step was taken in this update. */
  #taken = new Map<string, number>();
  #counts: "all" | "files" | "none" = "none";
  #fired: string | undefined;
  #isLeaving = false;

  constructor(fault: Fault) {
    this.#fault = fault;
  }

  /** In the update that begins, the first step that has not failed yet will fail. */
  begin(): void {
    [this.#counts, this.#fired, this.#isLeaving] = ["all", undefined, false];
    this.#taken = new Map();
  }

  /** @returns the step that failed, where there was one */
  end(): string | undefined {
    this.#counts = "none";
    this.#isLeaving = false;
    return this.#fired;
  }

  /** From here on only files are counted: the update is in force. */
  committed(): void {
    this.#isLeaving = false;
    if (this.#counts === "all") this.#counts = "files";
  }

  /**
   * From the moment that it has left the stack until its values are carried over, a frame exists nowhere but in what the runtime keeps:
   * what runs then only keeps it, and there would be nothing to go back to.
   */
  readonly pass = (name: string): void => {
    if (name === "rebuild.takeRebuilt" && this.#counts === "all") {
      this.#counts = "none";
      this.#isLeaving = true;
    } else if (name === "successors.newFrame" && this.#isLeaving) this.#counts = "all";
    if (this.#counts !== "all" || this.#fault !== "throw" || NO_STEP.test(name) || !ONLY.test(name)) return;
    if (this.#isWanted(name)) throw new Error(`made to fail: ${name}`);
  };

  /** What V8 has done in between is no step of the update. */
  aside(action: () => void): void {
    const counts = this.#counts;
    this.#counts = "none";
    try {
      action();
    } finally {
      this.#counts = counts;
    }
  }

  /** @returns whether this access is to fail, and how */
  file(access: "readFileSync" | "statSync", file: string): Fault | undefined {
    if (this.#fault === "none") return undefined;
    const canFail = access === "readFileSync" || this.#fault !== "cut";
    return canFail && this.#counts !== "none" && this.#isWanted(`${access} ${file}`) ? this.#fault : undefined;
  }

  #isWanted(name: string): boolean {
    const times = (this.#taken.get(name) ?? 0) + 1;
    this.#taken.set(name, times);
    const step = `${name} (${times})`;
    if (this.#fired !== undefined || times > TIMES || this.#failed.has(step)) return false;
    this.#failed.add(step);
    this.#fired = step;
    return true;
  }
}

export const steps: Steps = new Steps(process.argv[4] as Fault);
(globalThis as { step?: (name: string) => void }).step = steps.pass;

globalThis.FinalizationRegistry = class<T> extends FinalizationRegistry<T> {
  constructor(cleanup: (held: T) => void) {
    super((held) => steps.aside(() => cleanup(held)));
  }
};

for (const name of ["readFileSync", "statSync"] as const) {
  const real = fs[name] as (...args: unknown[]) => unknown;
  const access = (...args: unknown[]): unknown => {
    const fault = steps.file(name, basename(String(args[0])));
    if (fault === "throw") throw Object.assign(new Error(`EIO: i/o error, ${name}`), { code: "EIO" });
    if (fault === "missing") throw Object.assign(new Error(`ENOENT: no such file or directory, ${name}`), { code: "ENOENT" });
    const result = Reflect.apply(real, fs, args);
    return fault === "cut" ? half(result) : result;
  };
  Object.assign(fs, { [name]: access });
}
syncBuiltinESMExports();

const half = (content: unknown): unknown =>
  typeof content === "string" || Buffer.isBuffer(content) ? content.slice(0, content.length >> 1) : content;

registerHooks({
  load(url, context, next) {
    const instrumented = url.startsWith(runtime) ? join(process.argv[5] as string, url.slice(runtime.length)) : "";
    if (!fs.existsSync(instrumented)) return next(url, context);
    return { format: "module", source: readFile(instrumented), shortCircuit: true };
  },
});

subscribe("ts-updatable:update", (event) => {
  if (["in-force", "refused"].includes((event as { readonly step: string }).step)) steps.end();
});

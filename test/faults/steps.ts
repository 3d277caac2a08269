// Counts the steps of an update from outside, and makes one of them fail: each call within the runtime, each access to a file, and
// what the program's own code tells. Loaded before the program.
import { subscribe } from "node:diagnostics_channel";
import fs from "node:fs";
import { registerHooks, syncBuiltinESMExports } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";

/** What becomes of the chosen step. `cut` gives half of a file, `missing` no file; only accesses to files know these two. */
export type Fault = "throw" | "cut" | "missing" | "none";

const runtime = pathToFileURL(join(import.meta.dirname, "..", "..", "dist", "runtime", "/")).href;
/** They run for the program all the time, or before and after an update; their failing is no step of one. */
const OTHERS =
  /^(control|contract|messages|handover)\/|^(index|handle|internal|storm|cursor|async-cursor|patterns|resources|property-key|registry|state|define|pending|save)\./;
/** They run around an attempt: they have not begun it, or it is over and has its answer. */
const NO_STEP =
  /^(engine\.(beginUpdate(\/function)?|continueUpdate(\/function)?|exclusively|attempt|attemptWhenIdle(\/function)+|reachUpdatePoint(\/function)?|settled|whenSettled(\/function)?|finishWith|awaitTransformers(\/function)+)|awaited\.(run(\/function)*|#over|is\w+)|hold\.is\w+|stack\.isStackReadable|ending\.isLeavingCalls|events\.(tell\/function|entry)|arming\.disarm(\/function)?)$/;

/** What is done for each of many things (functions, variables, frames) fails for this many of them. */
const TIMES = 4;

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
    if (this.#counts !== "all" || this.#fault !== "throw" || NO_STEP.test(name)) return;
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
    const loaded = next(url, context);
    if (!url.startsWith(runtime) || OTHERS.test(url.slice(runtime.length))) return loaded;
    return { ...loaded, source: withSteps(String(loaded.source), basename(url, ".js")) };
  },
});

/** Every function of a file says its name when it is entered. */
function withSteps(source: string, file: string): string {
  const edits: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const call = `globalThis.step(${JSON.stringify(`${file}.${nameOf(node)}`)})`;
      if (ts.isBlock(node.body)) edits.push({ at: node.body.getStart() + 1, text: `${call};` });
      else edits.push({ at: node.body.getStart(), text: `(${call}, ` }, { at: node.body.getEnd(), text: ")" });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  edits.sort((a, b) => a.at - b.at);
  return edits.reduceRight((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), source);
}

function nameOf(node: ts.Node): string {
  if (ts.isConstructorDeclaration(node)) return `${node.parent.name?.text ?? ""} constructor`;
  const named = [node, node.parent].find((n) => "name" in n && n.name !== undefined) as { readonly name: ts.Node } | undefined;
  if (named !== undefined) return named.name.getText();
  const outer = ts.findAncestor(node.parent, (n) => ts.isFunctionLike(n));
  return `${outer === undefined ? "" : nameOf(outer)}/function`;
}

subscribe("ts-updatable:update", (event) => {
  if (["in-force", "refused"].includes((event as { readonly step: string }).step)) steps.end();
});

// One process: updates a program again and again, with another step failing each time, until none is left to fail; prints what it saw.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { ApplyAnswer, StatusAnswer } from "../../runtime/contract/protocol.ts";
import { steps } from "./steps.ts";

interface Program {
  digest(): unknown;
  dive(depth: number, patch: string): Promise<ApplyAnswer>;
  callsThatReturned(): readonly string[];
  end(): Promise<unknown>;
}

/** One update with one step made to fail. */
export interface Attempt {
  readonly step: string;
  readonly answer: ApplyAnswer;
  /** What the calls gave that stood on the stack. */
  readonly returned: readonly string[];
  /** What differs from before although the update was refused. */
  readonly left?: { readonly before: unknown; readonly after: unknown };
}

export interface Report {
  readonly attempts: readonly Attempt[];
  /** Of the update that no fault was left for. */
  readonly last: ApplyAnswer;
  readonly returned: readonly string[];
  readonly digest: unknown;
  readonly end: unknown;
}

let [out = "", patch = ""] = process.argv.slice(2);
const program = (await import(join(out, "main.js"))) as Program;
const runtime = (await import("../../dist/runtime/index.js")) as unknown as { status(): StatusAnswer };
const { Activation } = (await import("../../dist/runtime/load/activate.js")) as unknown as {
  Activation: { prototype: { commit: (this: unknown, ...args: unknown[]) => void } };
};
const { allModules } = (await import("../../dist/runtime/registry.js")) as typeof import("../../runtime/registry.ts");
const { state } = (await import("../../dist/runtime/state.js")) as typeof import("../../runtime/state.ts");

const { commit } = Activation.prototype;
Activation.prototype.commit = function (...args) {
  Reflect.apply(commit, this, args);
  steps.committed();
};

/** All of the process that an update may change: what the program sees, and what the runtime keeps. */
function digest(): unknown {
  return structuredClone({
    program: program.digest(),
    resources: process.getActiveResourcesInfo().sort(),
    listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
    status: runtime.status(),
    modules: [...allModules()].map(({ js, file, added, holder }) => [js, file, [...added.keys()], holder.pending, slotsIn(holder)]),
    state: [state.saving, state.save === undefined],
  });
}

const identities = new Map<unknown, number>();

/** Which function each slot leads to. */
function slotsIn(holder: object): unknown {
  return Object.entries(Object.getPrototypeOf(holder) as object)
    .filter(([, value]) => typeof value === "function")
    .map(([name, value]) => [name, identities.get(value) ?? identities.set(value, identities.size).size]);
}

/** An error that comes out of the calls is the worst of answers. */
async function update(): Promise<ApplyAnswer> {
  try {
    return await program.dive(3, patch);
  } catch (error) {
    return { ok: false, version: "", pending: null, stale: [], error: { code: "THROWN", message: String(error) } };
  }
}

/** Node does not load a file again that has failed: who corrects a patch writes it into another folder. */
function inAnotherFolder(folder: string): string {
  const copy = `${folder}x`;
  cpSync(folder, copy, { recursive: true });
  return copy;
}

const attempts: Attempt[] = [];
for (;;) {
  // Only between two turns of the event loop does V8 let go of what weak references have given, which each search of the heap goes through.
  if (process.env["TURNS"] !== undefined) await turn();
  const before = digest();
  steps.begin();
  const answer = await update();
  const step = steps.end();
  const after = digest();
  const returned = program.callsThatReturned();
  if (step === undefined || answer.ok) {
    if (step !== undefined) attempts.push({ step, answer, returned });
    const report: Report = {
      attempts,
      last: answer,
      returned,
      digest: (after as { readonly program: unknown }).program,
      end: await program.end(),
    };
    process.stdout.write(`${JSON.stringify(report)}\n`);
    break;
  }
  if (answer.error?.message.includes("into a folder of its own") === true) patch = inAnotherFolder(patch);
  const isSame = isDeepStrictEqual(before, after);
  attempts.push({ step, answer, returned, ...(isSame ? {} : { left: { before, after } }) });
}

// The first step of an update: the patch is read and checked, and what it will do is made ready.
import { performance } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";
import { Awaited } from "./awaited/awaited.js";
import type { Patch } from "./contract/patch.js";
import { Activation } from "./load/activate.js";
import { loadPatch } from "./load/load-patch.js";
import type { Pending, UpdateRequest } from "./pending.js";
import { mayLeave } from "./plan/decide.js";
import { findConflict } from "./plan/pinnable.js";
import { checkTogether } from "./plan/together.js";
import { Refusal } from "./refusal.js";
import { ahead, history, probation } from "./this-process.js";

/**
 * Loads the patch, and refuses what can be refused before anything is looked for on the stack.
 * @param id of the request, where some of that may have been done ahead
 */
export function prepare(request: UpdateRequest, id?: number): Pending {
  history.refresh();
  const ready = ahead.take(id, request);
  const loaded = ready?.loaded ?? loadPatch(request.folder);
  const { from, to } = loaded.patch;
  checkBase(loaded.patch);
  probation.check(request, loaded);
  checkAbort(request, loaded.patch);
  checkInstances(loaded.patch);
  if (!request.isLastResort) checkTogether(loaded.patch, request);
  const conflict = findConflict(loaded.patch, history);
  if (conflict !== undefined && mayLeave(request) && !request.isLastResort)
    throw new Refusal(
      "PINNED_STATE",
      `calls that are under way cannot end in version ${from} while ${to} is in force: ${conflict}, which both would use. Apply with policy move, when-inactive or drain (--after-deadline move).`,
    );
  const activation = ready?.activation ?? new Activation(history, loaded, loaded.patch.modules, "now", request.direction);
  return {
    request,
    loaded,
    activation,
    conflict,
    awaited: activation.awaited.length === 0 ? undefined : new Awaited(activation, history),
    started: performance.now(),
    retries: 0,
    blockers: [],
    refusedCode: undefined,
    overridden: [],
    answer: undefined,
    waiting: [],
  };
}

/** The version in force in this thread. */
export function getVersion(): string {
  const { version } = history;
  if (version !== "") return version;
  throw new Refusal(
    "NOT_UPDATABLE",
    isMainThread
      ? "no updatable module is loaded in the process: it was compiled without ts-updatable, or has loaded nothing yet. Build it with the plug-in or `ts-updatable build`, and start it from there."
      : "it has loaded no updatable module.",
  );
}

/** Whether a patch leads from the version in force, which is what the disk says it is. */
export function checkBase({ from, to, modules }: Patch): void {
  const version = getVersion();
  history.checkUntouched(modules.map(({ js }) => js));
  if (to === version) throw new Refusal("ALREADY_IN_FORCE", `version ${to} is in force already: nothing was done.`);
  if (from !== version) {
    throw new Refusal(
      "WRONG_BASE",
      `the patch leads from version ${from} to ${to}, but the process runs version ${version}: make a patch from the build that runs.`,
    );
  }
}

/** Nothing is known of instances of a file but the newest: they would go on in old code, and their calls be taken for those of the newest. */
function checkInstances({ modules }: Patch): void {
  const changed = new Set(modules.map(({ js }) => js));
  const again = [...history.modules].find(({ module }) => module.isOneOfSeveral && changed.has(module.js));
  if (again === undefined) return;
  const { source } = again;
  throw new Refusal(
    "LOADED_AGAIN",
    `${source} was loaded more than once in this thread (by another specifier, or after it was taken out of the cache of \`require\`), and only the newest instance could be updated. Restart the process, or leave this file as it is.`,
    `${source}:1:1`,
  );
}

/** Work is thrown away only where who applies the patch says so, too. */
function checkAbort({ policy, allowAbort }: UpdateRequest, { modules }: Patch): void {
  if (allowAbort) return;
  const named = modules.flatMap(({ functions }) => functions.filter((fn) => fn.policy === "abort").map((fn) => `\`${fn.old}\``));
  if (policy !== "abort" && named.length === 0) return;
  const who = policy === "abort" ? "policy abort" : `the patch's policy for ${named.join(", ")}`;
  throw new Refusal(
    "ABORT_NOT_ALLOWED",
    `${who} ends running calls with an error, and what they have done so far is lost: allow that with apply --allow-abort, or choose another policy.`,
  );
}

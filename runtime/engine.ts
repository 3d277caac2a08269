// What may be asked of updates in this thread, and where the program comes in: each request begins, continues or ends the one under way.
import { performance } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";
import { notReached } from "./answers.js";
import { attempt, attemptWhenIdle, reachUpdatePoint } from "./attempt.js";
import type { ApplyAnswer, Requests } from "./contract/protocol.js";
import { drain } from "./control/poll.js";
import { course, exclusively, finishWith, REST_MS, refuse, report, settled } from "./course.js";
import { tell } from "./events.js";
import { park, save } from "./frames/save.js";
import { moveSuspended } from "./frames/suspended.js";
import { Activation } from "./load/activate.js";
import { loadPatch } from "./load/load-patch.js";
import { readers } from "./messages/readers.js";
import type { UpdateManner, UpdateRequest } from "./pending.js";
import { checkBase, getVersion, prepare } from "./prepare.js";
import { getWayBack } from "./probation.js";
import { Refusal } from "./refusal.js";
import { regions } from "./regions.js";
import { onModule } from "./registry.js";
import { signal, state } from "./state.js";
import { ahead, history, probation } from "./this-process.js";
import type { World } from "./versions/world.js";

state.onReach = reach;
state.onSave = save;
state.onPark = park;
onModule(({ js }) => {
  course.pending?.awaited?.disturb({ id: js, place: { file: js, line: 1, column: 0 } });
  exclusively(() => history.catchUp(js));
});
state.onMove = (...frame) => {
  if (course.pending?.awaited?.isHolding === true) course.pending.awaited.keep(...frame);
  moveSuspended(...frame, (code) => history.unitsOf(code), history.worlds);
};
readers.isHeld = () => course.pending?.awaited?.isHolding === true;
regions.onFree = () => {
  if (course.pending !== undefined) attemptWhenIdle();
};

/** Called by emitted code at an update point while one is wanted. */
function reach(deliver: () => unknown): void {
  if (state.poll[0] !== 0) drain();
  if (history.updatePoints === "named") return;
  if (reachUpdatePoint(deliver)) throw signal;
}

// --- requests

/**
 * Takes some steps that an update begins with. True where none is left, or none can be taken before it begins.
 * @param id of the request that will follow
 */
export function prepareAhead(id: number, direction: UpdateRequest["direction"], path?: string): boolean {
  if (course.pending !== undefined || state.onCheckpoint !== undefined) return true;
  try {
    return exclusively(() => ahead.advance(id, () => ({ direction, folder: path ?? getWayBack(history.entries.at(-1)) })));
  } catch {
    return true; // told when the update begins, which finds it again
  }
}

/**
 * Starts an update. It may be over at once; undefined while it waits.
 * @param id of the request, where it was prepared ahead
 */
export function beginUpdate(request: UpdateRequest, id?: number): ApplyAnswer | undefined {
  if (course.pending !== undefined || state.onCheckpoint !== undefined)
    return refuse(new Refusal("UPDATE_IN_PROGRESS", "another update is under way: wait until it is in force or undone, then apply again."));
  return exclusively(() => {
    try {
      course.pending = prepare(request, id);
      report(course.pending, { step: "prepared" });
    } catch (error) {
      course.pending = undefined;
      const answer = refuse(error);
      if (request.isLastResort === true) probation.noteObstacle(answer);
      // Workers are asked again where they may have started in the new version already.
      const isNothing = answer.error?.code === "ALREADY_IN_FORCE" && !isMainThread;
      if (!request.dryRun && !isNothing) tell({ step: "refused", from: answer.version, to: "", answer });
      return answer;
    }
    attempt("anywhere");
    return settled();
  });
}

/** @param only goes back only from that version */
export function beginRollback(
  how: UpdateManner,
  only: Pick<Requests["rollback"], "from" | "onProbation"> = {},
  id?: number,
): ApplyAnswer | undefined {
  const { onProbation, from = onProbation } = only;
  try {
    // The main thread keeps probation: when it says that it is over, workers are asked.
    if (onProbation !== undefined && isMainThread) probation.expect(onProbation);
    if (from !== undefined) checkLeaves(from);
    const folder = getWayBack(history.entries.at(-1));
    return beginUpdate({ ...how, folder, direction: "back", isLastResort: onProbation !== undefined }, id);
  } catch (error) {
    const answer = refuse(error);
    if (onProbation !== undefined && answer.error?.code !== "NOT_ON_PROBATION") probation.noteObstacle(answer);
    return answer;
  }
}

function checkLeaves(from: string): void {
  const version = getVersion();
  if (version !== from)
    throw new Refusal("ALREADY_IN_FORCE", `version ${version} is in force, not ${from}: there is nothing to go back from.`);
}

/** Makes a version ready beside the one in force. Throws a {@link Refusal} where that cannot be done. */
export function loadBeside(folder: string): World {
  return exclusively(() => {
    history.refresh();
    const loaded = loadPatch(folder);
    checkBase(loaded.patch);
    return new Activation(history, loaded).load();
  });
}

/** Keeps the version that is on probation; `version`: only if it is that one. */
export function confirmUpdate(version?: string): ApplyAnswer {
  try {
    probation.confirm(version, history.entries);
    return { ok: true, version: history.version, pending: null, stale: [] };
  } catch (error) {
    return refuse(error);
  }
}

/** How the update under way goes; arms the update points again. Undefined while it waits. */
export function continueUpdate(): ApplyAnswer | undefined {
  if (course.pending === undefined) return undefined;
  return exclusively(() => {
    if (course.pending?.answer === undefined) attempt("anywhere");
    return settled();
  });
}

/** Ends a waiting update; the program goes on in its version. */
export function cancelUpdate(waitedMs: number): ApplyAnswer {
  const current = course.pending;
  if (current === undefined) return refuse(new Refusal("NOT_REACHED", "no update is under way."));
  if (current.answer === undefined) finishWith(current, refuse(notReached(current, waitedMs)));
  course.pending = undefined;
  return current.answer as ApplyAnswer;
}

/** Resolves when the update that the program itself began is over, at the latest after `timeoutMs`. */
export function whenSettled(timeoutMs: number): Promise<ApplyAnswer> {
  const current = course.pending;
  if (current === undefined) return Promise.resolve(refuse(new Refusal("NOT_REACHED", "no update is under way.")));
  const timer = setInterval(() => {
    const waited = performance.now() - current.started;
    if (waited > timeoutMs) cancelUpdate(waited);
    else continueUpdate();
  }, REST_MS);
  return new Promise((resolve) => {
    current.waiting.push((answer) => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

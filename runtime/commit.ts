// The end of an update that is made: frames are saved, the new version comes into force, and frames go on.
import { performance } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";
import { inForce, migrationFailed, rehearsalFailed } from "./answers.js";
import type { Stale } from "./contract/protocol.js";
import { writeChain } from "./control/chain.js";
import { getShared } from "./control/shared.js";
import { exclusively, finishWith, refuse, report } from "./course.js";
import { endHere } from "./frames/ending.js";
import type { RebuiltFrame, SavedFrame } from "./frames/frames.js";
import { rehearse } from "./frames/rebuild.js";
import { bottomOf, findSuccessor, newFrame, type Successor } from "./frames/successors.js";
import { suspendedInOldCode } from "./frames/suspended.js";
import { oncePer } from "./once-per.js";
import type { Pending } from "./pending.js";
import { landedPolicy } from "./plan/decide.js";
import type { FrameMove, Plan } from "./plan/plan.js";
import { Refusal } from "./refusal.js";
import { state } from "./state.js";
import { history, probation } from "./this-process.js";
import type { World } from "./versions/world.js";

type MovePlan = Extract<Plan, { kind: "move" }>;

export function beginSave(current: Pending, plan: MovePlan, began: number, deliver: () => unknown): boolean {
  const successors = plan.frames.map(oncePer((move) => findSuccessor(history, move)));
  for (const way of ["next", "back"] as const) {
    const problem = rehearse(successors.map((successor) => successor[way]));
    if (problem !== undefined) throw rehearsalFailed(problem, successors.length);
  }
  report(current, { step: "saving", frames: successors.length });
  state.save = {
    expected: plan.frames.map(({ location }) => location.fn),
    saved: [],
    inTrampoline: plan.inTrampoline,
    bottom: bottomOf(plan.frames),
    deliver: () => (current.answer?.ok === true && hasEnd(plan) ? endHere() : deliver()),
    finish: (saved) => exclusively(() => resumeFrames(current, plan, successors, saved, began)),
  };
  state.saving = true;
  return true;
}

/** Some call of it does not go on: then the newest frame is that call's, or stands above it. */
const hasEnd = ({ frames }: MovePlan): boolean => frames.some(({ way }) => way?.ending !== undefined);

/** All frames are saved: commit and give the new ones, or undo and give the old ones. */
function resumeFrames(
  current: Pending,
  plan: MovePlan,
  successors: readonly Successor[],
  saved: readonly SavedFrame[],
  began: number,
): RebuiltFrame[] {
  try {
    const frames = successors.map((successor, index) => newFrame(successor, saved[index] as SavedFrame));
    commit(current, began, plan.frames, plan.active);
    return frames;
  } catch (error) {
    finishWith(current, refuse(error instanceof Refusal ? error : migrationFailed(error as Error)));
    return successors.map(({ back }, index) => ({ ...back, ...(saved[index] as SavedFrame) }));
  }
}

export function commit(current: Pending, began: number, moves: readonly FrameMove[], active: readonly Stale[], left?: World): void {
  current.activation.commit(landedPolicy(current), left, () => passBarrier(current));
  if (current.request.direction === "back") history.entries.pop();
  else history.enter(current.loaded, history.order);
  if (isMainThread) writeChain(getShared().chain, history.chain);
  const entered = probation.enter(current.request, history.entries);
  const stale = [...active, ...findSuspended()];
  finishWith(current, { ...inForce(current, { began, ended: performance.now() }, moves, stale), ...entered });
}

function passBarrier({ request }: Pending): void {
  if (request.barrier?.pass() === false)
    throw new Refusal("BARRIER", "not all threads came to the point where they could make the update together: all go on as they were.");
}

/** The update is in force, whether or not it can be told what still runs old code. */
function findSuspended(): readonly Stale[] {
  try {
    return suspendedInOldCode(history.files());
  } catch (error) {
    history.warnings.push(`it is not known which suspended calls run old code: ${(error as Error).message}`);
    return [];
  }
}

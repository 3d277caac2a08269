// The update under way, what it tells, and its end. There is one at a time.
import { refused } from "./answers.js";
import { standDown } from "./arming.js";
import type { ApplyAnswer, Stale } from "./contract/protocol.js";
import { tell, type UpdateEvent } from "./events.js";
import { blockersOf, type Pending } from "./pending.js";
import { regions } from "./regions.js";
import { state } from "./state.js";
import { history, probation } from "./this-process.js";

export const course = {
  pending: undefined as Pending | undefined,
  /** True inside the engine. */
  isBusy: false,
  /** An update that drives itself keeps its flags; this keeps it from reading the stack at every update point. */
  restsUntil: 0,
};
export const REST_MS = 5;

/**
 * A request that interrupts this must not start anything: the engine, frames that leave (the stack tells nothing between two of them), and
 * modules on their way to the version in force.
 */
export const isBusy = (): boolean => course.isBusy || state.saving || state.registering;

export const isUpdating = (): boolean => course.pending !== undefined;

export const waitingFor = (): readonly Stale[] => (course.pending === undefined ? [] : blockersOf(course.pending));

/** An interrupt meanwhile starts nothing. */
export function exclusively<T>(action: () => T): T {
  const outer = course.isBusy;
  course.isBusy = true;
  try {
    return action();
  } finally {
    course.isBusy = outer;
  }
}

export function setBlockers(current: Pending, blockers: readonly Stale[], code: string | undefined): void {
  if (hasChanged(current.blockers, blockers)) report(current, { step: "waiting", blockers });
  current.blockers = blockers;
  current.refusedCode = code;
}

const hasChanged = (before: readonly Stale[], now: readonly Stale[]): boolean => JSON.stringify(before) !== JSON.stringify(now);

export function finishWith(current: Pending, answer: ApplyAnswer): void {
  current.answer = answer;
  if (!answer.ok) current.activation.abandon();
  if (!answer.ok && current.request.isLastResort === true) probation.noteObstacle(answer);
  current.awaited?.end();
  course.restsUntil = 0;
  standDown();
  regions.release();
  if (current.request.drivenBy === "engine" && current.waiting.length > 0) course.pending = undefined;
  for (const resolve of current.waiting.splice(0)) resolve(answer);
  report(current, { step: answer.ok ? "in-force" : "refused", answer });
}

type Step<Event = UpdateEvent> = Event extends UpdateEvent ? Omit<Event, "from" | "to"> : never;

/** A dry run changes nothing, so there is nothing to tell of. */
export function report({ request, loaded }: Pending, step: Step): void {
  const { from, to } = loaded.patch;
  if (!request.dryRun) tell({ ...step, from, to } as UpdateEvent);
}

/** The answer of an update that is over; it is not pending any more. */
export function settled(): ApplyAnswer | undefined {
  const answer = course.pending?.answer;
  if (answer === undefined) return undefined;
  course.pending = undefined;
  return answer;
}

export const refuse = (error: unknown): ApplyAnswer => refused(error, versionOrNothing(), course.pending);

function versionOrNothing(): string {
  try {
    return history.version;
  } catch {
    return "";
  }
}

// What is answered of an update: it is in force, would be, or is refused.

import type { ApplyAnswer, Stale } from "./contract/protocol.js";
import { BuildError } from "./load/code.js";
import { blockersOf, type Pending } from "./pending.js";
import { describeEnded, describeMoves, type FrameMove, type Plan } from "./plan/plan.js";
import { Refusal } from "./refusal.js";

/** How long an update took: times as `performance.now()` tells them. */
export interface Timing {
  /** When the attempt began that succeeded. */
  readonly began: number;
  readonly ended: number;
}

export function inForce(current: Pending, { began, ended }: Timing, moves: readonly FrameMove[], active: readonly Stale[]): ApplyAnswer {
  return {
    ok: true,
    version: current.loaded.patch.to,
    pending: null,
    stale: active,
    policy: current.request.policy,
    changes: current.loaded.patch.changes,
    ...overridesOf(current),
    moved: describeMoves(moves),
    ...endedOf(moves),
    replaced: current.activation.replaced,
    retries: current.retries,
    ...(current.overridden.length === 0 ? {} : { overridden: current.overridden }),
    reachedAfterMs: round(ended - current.started),
    pauseMs: round(ended - began),
  };
}

/** The answer of a dry run: what `plan` would do, in a process at `version`. */
export function predicted(current: Pending, plan: Plan, version: string): ApplyAnswer {
  return {
    version,
    pending: null,
    dryRun: true,
    policy: current.request.policy,
    changes: current.loaded.patch.changes,
    ...overridesOf(current),
    replaced: current.activation.replaced,
    ok: plan.kind !== "wait",
    stale: plan.kind === "wait" ? [] : plan.active,
    moved: plan.kind === "move" ? describeMoves(plan.frames) : [],
    ...(plan.kind === "move" ? endedOf(plan.frames) : {}),
    blockers: plan.kind === "wait" ? plan.blockers : (current.awaited?.blockers ?? []),
  };
}

function overridesOf({ loaded: { patch } }: Pending): Pick<ApplyAnswer, "overrides"> {
  return patch.overrides === undefined ? {} : { overrides: patch.overrides };
}

function endedOf(moves: readonly FrameMove[]): Pick<ApplyAnswer, "ended"> {
  const ended = describeEnded(moves);
  return ended.length === 0 ? {} : { ended };
}

/** @param version the one that stays in force; @param pending the update that is refused, where it had begun */
export function refused(error: unknown, version: string, pending: Pending | undefined): ApplyAnswer {
  return {
    ok: false,
    version,
    pending: null,
    stale: [],
    error: toRefusal(error).toAnswer(),
    ...(pending === undefined ? {} : { blockers: blockersOf(pending), retries: pending.retries }),
  };
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof BuildError) return new Refusal("BUILD", error.message);
  return new Refusal("INTERNAL", `a bug of ts-updatable: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

/** Why an update that waited for `waitedMs` milliseconds is given up. */
export function notReached(current: Pending, waitedMs: number): Refusal {
  const waited = `within ${Math.round(waitedMs)} ms`;
  const blockers = blockersOf(current);
  const [first] = blockers;
  if (first === undefined)
    return new Refusal(
      "NOT_REACHED",
      `no update point was reached ${waited}: the program is in code that has none (a long builtin, a package that is not updatable). It goes on in its version; apply again later or with a longer --timeout.`,
    );
  const list = blockers.map((b) => `\`${b.function}\` at ${b.at}: ${b.why}`).join("; ");
  if (current.awaited?.isRunning === true)
    return new Refusal(current.awaited.code, `the update could not be made ${waited}. ${list}`, first.at);
  return new Refusal(
    current.refusedCode ?? "NOT_REACHED",
    `no update point was reached ${waited} at which the update could be made. ${list}`,
    first.at,
  );
}

/** Why the frames of an update cannot be rebuilt. */
export function rehearsalFailed(problem: Error, frames: number): Refusal {
  if (problem instanceof RangeError) {
    return new Refusal(
      "STACK",
      `the stack has no room to rebuild its ${frames} frames while the old ones are still there: apply again when the program is less deep in its calls, or start it with a larger --stack-size.`,
    );
  }
  return new Refusal("INTERNAL", `rebuilding ${frames} frames failed in rehearsal: ${problem.message}`);
}

/** Why the values of a saved frame cannot go on. */
export function migrationFailed(problem: Error): Refusal {
  return new Refusal("MIGRATION", `the values of a frame could not be carried over: ${problem.message}`);
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

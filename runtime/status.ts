// What `status` tells of this thread.
import type { ErrorAnswer, Stale, StatusAnswer } from "./contract/protocol.js";
import { course, exclusively, refuse, waitingFor } from "./course.js";
import { endedWhenGoingOn, suspendedInOldCode } from "./frames/suspended.js";
import { heldMessages } from "./messages/here.js";
import { countStale } from "./plan/places.js";
import { type FunctionFrame, readStack } from "./plan/stack.js";
import { history, probation } from "./this-process.js";
import { findLineage } from "./versions/lineage.js";

export function status(): StatusAnswer {
  return exclusively(() => {
    let error: ErrorAnswer | undefined;
    try {
      history.refresh();
    } catch (problem) {
      error = refuse(problem).error;
    }
    const [ended, held] = [endedWhenGoingOn(), heldMessages()];
    return {
      ...known(error === undefined ? history.version : ""),
      stale: staleFrames(),
      blockers: waitingFor(),
      ...(ended.length === 0 ? {} : { ended }),
      ...(held.length === 0 ? {} : { held }),
      ...(error === undefined ? {} : { error }),
    };
  });
}

/** Undefined where it does not stand at a barrier. There its new code is in its place already, but not in force. */
export function statusAtBarrier(): StatusAnswer | undefined {
  if (course.pending?.request.barrier?.isStanding !== true) return undefined;
  return {
    ...known(history.version),
    stale: [],
    blockers: [{ function: "the thread", at: "the barrier", count: 1, why: "it is ready, and waits for the other threads" }],
  };
}

function known(version: string): Omit<StatusAnswer, "stale" | "blockers"> {
  return {
    version,
    pending: course.pending?.loaded.patch.to ?? null,
    pid: process.pid,
    versions: [...new Set([...history.entries.map((e) => e.version), ...history.worlds.pinned()])],
    history: history.entries.map(({ version: entry, at, folder }) => ({
      version: entry,
      at,
      ...(folder === undefined ? {} : { patch: folder }),
    })),
    ...(probation.current === undefined ? {} : { probation: probation.current }),
    warnings: [...history.warnings, ...probation.warnings],
  };
}

/** Frames that run code older than the version in force. */
function staleFrames(): Stale[] {
  const frames = readStack(history.locate).filter((f): f is FunctionFrame => f.kind === "function");
  const old = frames.filter(({ location }) => findLineage(location.code, location.fn)?.isNewest(location.code.version) === false);
  const running = countStale(old, "a call that began before the update is still in its old code");
  return [...running, ...history.worlds.list("older"), ...suspendedInOldCode(history.files())];
}

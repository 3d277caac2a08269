// Answers the helper thread's messages in the thread of the program that was asked.
import { isMainThread } from "node:worker_threads";

import { checkpointing } from "./checkpoint/load.js";
import { confirm } from "./confirm.js";
import type {
  ApplyAnswer,
  BeginMessage,
  CheckpointAnswer,
  ControlMessage,
  ControlReply,
  PrepareMessage,
  StatusAnswer,
} from "./contract/protocol.js";
import { DEFAULT_TIMEOUT_MS } from "./contract/protocol.js";
import { Barrier } from "./control/barrier.js";
import { findShared } from "./control/shared.js";
import { isBusy, waitingFor } from "./course.js";
import { beginRollback, beginUpdate, cancelUpdate, continueUpdate, prepareAhead } from "./engine.js";
import { mannerOf, type UpdateManner } from "./pending.js";
import { UnreadableStack } from "./plan/stack.js";
import { status, statusAtBarrier } from "./status.js";
import { probation } from "./this-process.js";

export { isBusy };

/** The helper thread decides at the timeout. */
const BARRIER_GRACE_MS = 10_000;

export function handle(message: ControlMessage): ControlReply {
  const { id } = message;
  if (checkpointing.find()?.isOver === true) return afterwards(message);
  const standing = message.kind === "status" ? statusAtBarrier() : undefined;
  if (standing !== undefined) return { kind: "done", id, answer: standing };
  // The interrupt may fall into the engine itself: it answers when it has finished its step.
  if (isBusy()) return { kind: "waiting", id, blockers: [] };
  if (message.kind === "prepare") return prepared(message);
  if (message.kind === "status") return statusReply(id);
  const answer = answerOf(message);
  return answer === undefined ? { kind: "waiting", id, blockers: findWanted()?.blockers ?? waitingFor() } : done(id, answer);
}

const findWanted = (): ReturnType<typeof checkpointing.find> => {
  const checkpoints = checkpointing.find();
  return checkpoints?.isWanted === true ? checkpoints : undefined;
};

/** The computation is in a file, and the process stays only to tell that. */
function afterwards({ kind, id }: ControlMessage): ControlReply {
  const answer = kind === "tick" || kind === "cancel" ? checkpointing.load().continue() : undefined;
  if (kind === "stop") checkpointing.load().stop();
  return answer === undefined ? { kind: "waiting", id, blockers: [] } : { kind: "done", id, answer };
}

/** Whoever asked: what is not on disk yet is recorded before the helper thread says more. */
function done(id: number, answer: ApplyAnswer | StatusAnswer | CheckpointAnswer): ControlReply {
  const recording = probation.takeRecording();
  return { kind: "done", id, answer, ...(recording === undefined ? {} : { recording }) };
}

function mannerFor({ params, gate }: Exclude<BeginMessage, { kind: "checkpoint" }>): UpdateManner {
  const manner = mannerOf(params, "helper");
  const cells = params.barrier === true ? findShared()?.cells : undefined;
  const limitMs = (params.timeoutMs ?? DEFAULT_TIMEOUT_MS) + BARRIER_GRACE_MS;
  return cells === undefined ? manner : { ...manner, barrier: new Barrier(cells, gate + 1, limitMs) };
}

function statusReply(id: number): ControlReply {
  try {
    return done(id, status());
  } catch (error) {
    if (error instanceof UnreadableStack) return { kind: "waiting", id, blockers: [] };
    throw error;
  }
}

function prepared({ id, begin, params }: PrepareMessage): ControlReply {
  const isReady = begin === "apply" ? prepareAhead(id, "forward", params.path) : prepareAhead(id, "back");
  return isReady ? done(id, { ok: true, version: "", pending: null, stale: [] }) : { kind: "waiting", id, blockers: [] };
}

function answerOf(message: Exclude<ControlMessage, { kind: "status" | "prepare" }>): ApplyAnswer | CheckpointAnswer | undefined {
  switch (message.kind) {
    case "apply": {
      const confirmWithinMs = isMainThread ? message.params.confirmWithinMs : undefined;
      return beginUpdate({ ...mannerFor(message), folder: message.params.path, direction: "forward", confirmWithinMs }, message.id);
    }
    case "rollback":
      return beginRollback(mannerFor(message), message.params, message.id);
    case "confirm":
      return confirm(message.params.version);
    case "checkpoint":
      return checkpointing.load().begin(message.params.path, message.params);
    case "stop":
      return undefined;
    case "tick":
      return findWanted() === undefined ? continueUpdate() : findWanted()?.continue();
    case "cancel":
      return findWanted()?.cancel(message.waitedMs) ?? cancelUpdate(message.waitedMs);
  }
}

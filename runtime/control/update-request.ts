// One apply or rollback, from its first message to its answer: begin, tick until it is done, cancel when time is up or the client is gone.
import type { ApplyAnswer, BeginMessage, ControlMessage, Stale, StatusAnswer } from "../contract/protocol.js";
import { prepareAhead } from "./ahead.js";
import { controlError, refusedAnswer } from "./answers.js";
import { delay, within } from "./delay.js";
import { offer, withdraw } from "./gate.js";
import type { LookedAt } from "./recording.js";
import type { ThreadQueue } from "./thread-queue.js";

const FAST_TICK_MS = 5;
const FAST_PHASE_MS = 100;
const SLOW_TICK_MS = 20;
/** However short the timeout: an idle program on a busy machine needs this long to look at a message. */
const MIN_BEGIN_MS = 1_000;
/** How long a cancelled update may take to say how it ended. */
const CANCEL_GRACE_MS = 5_000;

export interface UpdateRequest {
  readonly queue: ThreadQueue;
  readonly cells: Int32Array;
  /** Index of the thread's gate. */
  readonly gate: number;
  readonly message: BeginMessage;
  readonly timeoutMs: number;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
  /** Called with the blockers of each `waiting` reply. */
  readonly onWaiting: (blockers: readonly Stale[]) => void;
}

/** How an update went: the client's answer, and when the thread is done with it (at once, but for `NO_ANSWER`). */
export interface UpdateEnd {
  readonly answer: ApplyAnswer;
  readonly settled: Promise<unknown>;
}

export async function runUpdate(request: UpdateRequest): Promise<UpdateEnd> {
  const startedAt = performance.now();
  const waited = (): number => Math.round(performance.now() - startedAt);
  await prepareAhead(request);
  const first = await begin(request, waited());
  if (first === undefined) return end(notLookedAt(waited()));
  let reply = first;
  while (reply.kind === "waiting") {
    request.onWaiting(reply.blockers);
    await delay(tickDelay(waited(), request.timeoutMs), request.signal);
    if (request.signal.aborted || waited() >= request.timeoutMs) return cancel(request, waited());
    const ticked = request.queue.send({ kind: "tick", id: request.message.id });
    const told = await within(ticked, request.timeoutMs - waited(), request.signal);
    if (told === undefined) return cancel(request, waited(), ticked);
    reply = told;
  }
  return end(reply.answer as ApplyAnswer);
}

/** `undefined` when time was up before the thread looked at the request: it never will then. */
async function begin({ queue, cells, gate, message, timeoutMs, signal }: UpdateRequest, waitedMs: number): Promise<LookedAt | undefined> {
  offer(cells, gate, message.id);
  const sent = queue.send(message);
  const reply = await within(sent, Math.max(timeoutMs - waitedMs, MIN_BEGIN_MS), signal);
  if (reply !== undefined) return reply;
  if (!withdraw(cells, gate, message.id)) return sent;
  sent.catch(() => undefined);
  return undefined;
}

function tickDelay(waitedMs: number, timeoutMs: number): number {
  const pace = waitedMs < FAST_PHASE_MS ? FAST_TICK_MS : SLOW_TICK_MS;
  return Math.max(0, Math.min(pace, timeoutMs - waitedMs));
}

/** @param ticked the last question, where it is not answered yet: it may be answered with the end of the update */
async function cancel(request: UpdateRequest, waitedMs: number, ticked?: Promise<LookedAt>): Promise<UpdateEnd> {
  const settled =
    ticked === undefined
      ? sendCancel(request, waitedMs)
      : ticked.then((last) => (last.kind === "done" ? last.answer : sendCancel(request, waitedMs)));
  const answer = await within(settled, CANCEL_GRACE_MS);
  if (answer !== undefined) return end(answer as ApplyAnswer);
  return { answer: refusedAnswer(controlError("NO_ANSWER", NO_ANSWER_TO_CANCEL)), settled };
}

function sendCancel({ queue, message: { id } }: UpdateRequest, waitedMs: number): ReturnType<typeof sendUntilDone> {
  return sendUntilDone(queue, { kind: "cancel", id, waitedMs });
}

/**
 * Sends `message` again until it is answered by `done`: `waiting` is how a thread that was interrupted in the middle of its
 * own update work puts off a `status` or a `cancel`. Gives `undefined` if `signal` aborted before.
 */
export async function sendUntilDone(
  queue: ThreadQueue,
  message: ControlMessage,
  signal?: AbortSignal,
): Promise<ApplyAnswer | StatusAnswer | undefined> {
  while (signal === undefined || !signal.aborted) {
    const reply = await queue.send(message);
    if (reply.kind === "done") return reply.answer;
    await delay(FAST_TICK_MS, signal);
  }
  return undefined;
}

function end(answer: ApplyAnswer): UpdateEnd {
  return { answer, settled: Promise.resolve() };
}

const NO_ANSWER_TO_CANCEL =
  "the update was called off, but the thread does not answer: it is inside a synchronous call that cannot be interrupted. " +
  "It may still land the update before it sees that; ask `status` when it is free again.";

function notLookedAt(ms: number): ApplyAnswer {
  const message =
    `the thread did not look at the request within ${ms} ms: it is inside a synchronous call that cannot be interrupted ` +
    "(or, in a build with polling update points, in code without one). Nothing was changed; try again, or with a longer timeout.";
  return refusedAnswer(controlError("NOT_REACHED", message));
}

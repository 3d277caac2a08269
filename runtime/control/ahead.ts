// Before a thread is asked for an update: it gets ready for it in small steps, so that none of its own work waits for all of them.
import type { BeginMessage, PrepareMessage } from "../contract/protocol.js";
import { delay, within } from "./delay.js";
import type { ThreadQueue } from "./thread-queue.js";

/** In which the thread does its own work. */
const REST_MS = 1;
/** A thread that does not answer is inside a call that cannot be interrupted. The update will wait for its end. */
const SILENCE_MS = 1_000;

interface WantedUpdate {
  readonly queue: ThreadQueue;
  /** With which the update will begin. */
  readonly message: BeginMessage;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Never says how it went: what could not be done ahead is done, or refused, when the update begins. */
export async function prepareAhead({ queue, message, timeoutMs, signal }: WantedUpdate): Promise<void> {
  const prepare = toPrepare(message);
  const deadline = performance.now() + timeoutMs;
  while (prepare !== undefined && !signal.aborted && performance.now() < deadline) {
    const sent = queue.send(prepare);
    const reply = await within(sent, Math.min(SILENCE_MS, timeoutMs), signal);
    if (reply === undefined) sent.catch(() => undefined);
    if (reply?.kind !== "waiting") return;
    await delay(REST_MS, signal);
  }
}

function toPrepare(message: BeginMessage): PrepareMessage | undefined {
  const { id } = message;
  if (message.kind === "apply") return { kind: "prepare", id, begin: "apply", params: message.params };
  if (message.kind === "rollback") return { kind: "prepare", id, begin: "rollback", params: message.params };
  return undefined;
}

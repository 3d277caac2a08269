// The function that the helper thread calls on a thread of the program: one control message in, one reply out, nothing thrown but a stack overflow.
import type { BeginMessage, ControlMessage, ControlReply, SentMessage } from "../contract/protocol.js";
import { controlError, errorText, refusedAnswer } from "./answers.js";
import { take } from "./gate.js";
import type { Deliver } from "./poll.js";

/** The last message: where the stack had no room for its answer, it comes once more. */
interface Last {
  readonly turn: string | undefined;
  isTaken: boolean;
  reply: ControlReply | undefined;
}

/** @param isBusy whether the message interrupts what must not be interrupted: an update is begun later then */
export function createDeliver(cells: Int32Array, handle: (message: ControlMessage) => ControlReply, isBusy: () => boolean): Deliver {
  let last: Last = { turn: undefined, isTaken: false, reply: undefined };
  const replyTo = (message: SentMessage): ControlReply => {
    if (last.turn !== message.turn) last = { turn: message.turn, isTaken: false, reply: undefined };
    if (isBegin(message) && !last.isTaken) {
      if (isBusy()) return { kind: "later", id: message.id };
      if (!take(cells, message.gate, message.id))
        return refusal(message, "NOT_REACHED", "the request was given up before the program looked at it.");
      last.isTaken = true;
    }
    last.reply ??= handled(message);
    return last.reply;
  };
  const handled = (message: ControlMessage): ControlReply => {
    try {
      return handle(message);
    } catch (thrown) {
      return refusal(message, "INTERNAL", `internal error in ${message.kind}: ${errorText(thrown)}`);
    }
  };
  return (json) => JSON.stringify(replyTo(JSON.parse(json) as SentMessage));
}

function isBegin(message: ControlMessage): message is BeginMessage {
  return message.kind === "apply" || message.kind === "rollback" || message.kind === "checkpoint";
}

function refusal({ id }: ControlMessage, code: "INTERNAL" | "NOT_REACHED", message: string): ControlReply {
  return { kind: "done", id, answer: refusedAnswer(controlError(code, message)) };
}

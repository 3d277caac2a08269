// The function that the helper thread calls on a thread of the program: one control message in, one reply out, nothing thrown.
import type { BeginMessage, ControlMessage, ControlReply } from "../contract/protocol.js";
import { controlError, errorText, refusedAnswer } from "./answers.js";
import { take } from "./gate.js";
import type { Deliver } from "./poll.js";

/** @param isBusy whether the message interrupts what must not be interrupted: an update is begun later then */
export function createDeliver(cells: Int32Array, handle: (message: ControlMessage) => ControlReply, isBusy: () => boolean): Deliver {
  return (json) => {
    const message = JSON.parse(json) as ControlMessage;
    if (isBegin(message) && isBusy()) return JSON.stringify({ kind: "later", id: message.id } satisfies ControlReply);
    if (isBegin(message) && !take(cells, message.gate, message.id))
      return reply(message, "NOT_REACHED", "the request was given up before the program looked at it.");
    try {
      return JSON.stringify(handle(message));
    } catch (thrown) {
      return reply(message, "INTERNAL", `internal error in ${message.kind}: ${errorText(thrown)}`);
    }
  };
}

function isBegin(message: ControlMessage): message is BeginMessage {
  return message.kind === "apply" || message.kind === "rollback" || message.kind === "checkpoint";
}

function reply({ id }: ControlMessage, code: "INTERNAL" | "NOT_REACHED", message: string): string {
  const done: ControlReply = { kind: "done", id, answer: refusedAnswer(controlError(code, message)) };
  return JSON.stringify(done);
}

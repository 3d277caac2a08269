// The helper thread's part of an update that is in force: it records it on disk before it answers, while the program goes on.
import type { ControlReply } from "../contract/protocol.js";
import { Recorder } from "../versions/in-force.js";

/** The reply of a thread that has looked at the message. */
export type LookedAt = Exclude<ControlReply, { readonly kind: "later" }>;

export class RecordedReplies {
  readonly #recorder = new Recorder();

  /** The reply as the client gets it. Never rejects: what cannot be recorded is a warning. */
  async complete(reply: LookedAt): Promise<LookedAt> {
    if (reply.kind !== "done") return reply;
    if (reply.recording !== undefined) await this.#recorder.write(reply.recording);
    const { problem } = this.#recorder;
    const { answer } = reply;
    return problem === undefined ? reply : { ...reply, answer: { ...answer, warnings: [...(answer.warnings ?? []), problem] } };
  }
}

// A process that is no primary looks for one, joins it, and looks again when the connection is lost: quietly, less and less often.

import type { Socket } from "node:net";
import { delay } from "../delay.js";
import type { Service } from "../member.js";
import { note } from "../note.js";
import type { ListenOutcome } from "../thread-data.js";
import { join } from "./join.js";
import type { Introduction } from "./membership.js";

const FIRST_MS = 50;
const LONGEST_MS = 5_000;
/** When an operator should know that the path may be wrong. */
const NOTE_MS = 1_000;

export interface Seeking {
  readonly socket: string;
  readonly self: Introduction;
  readonly service: Service;
  /** Called when this process is, or is not any more, part of a group. */
  readonly onConnection: (connection: Socket | undefined) => void;
  /** Takes the place of the primary; resolves to undefined where somebody listens already. */
  readonly listen: (() => Promise<ListenOutcome | undefined>) | undefined;
}

/** Resolves once it is known whether the process may join; goes on looking in the background. */
export function seek(seeking: Seeking): Promise<ListenOutcome> {
  return new Promise((resolve) => void search(seeking, resolve));
}

async function search({ socket, self, service, onConnection, listen }: Seeking, tell: (outcome: ListenOutcome) => void): Promise<void> {
  let [pause, introduction, wasJoined] = [FIRST_MS, self, false];
  for (;;) {
    const attempt = await join(socket, introduction, service);
    const outcome = attempt.kind === "nobody" ? await listen?.() : undefined;
    if (outcome !== undefined && (outcome.kind === "listening" || !wasJoined)) return tell(outcome);
    if (attempt.kind === "refused" && !wasJoined) return tell({ kind: "refused", error: attempt.error });
    tell({ kind: "joins", socket });
    if (attempt.kind === "joined") {
      // Whoever listens there when this one is gone takes its place.
      [pause, introduction, wasJoined] = [FIRST_MS, { pid: self.pid, name: self.name }, true];
      onConnection(attempt.connection);
      await attempt.lost;
      onConnection(undefined);
    }
    // Those that lost it together do not come back together.
    await delay(pause * (0.5 + Math.random()));
    if (pause < NOTE_MS && pause * 2 >= NOTE_MS && !wasJoined && listen === undefined)
      note(`nobody listens at ${socket}: this process runs on, and joins when somebody does.`);
    pause = Math.min(pause * 2, LONGEST_MS);
  }
}

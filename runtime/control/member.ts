// What is updated by itself: a thread, a process, or a group of members that answers as one.
import type { ApplyAnswer, Requests, Stale, StatusAnswer } from "../contract/protocol.js";
import type { Gathering } from "./gathering.js";

/** Who asks. */
export interface Caller {
  /** Aborts when the client is gone, or the update is called off for another reason. */
  readonly signal: AbortSignal;
  /** Called each time the update was found waiting. */
  readonly onWaiting: (blockers: readonly Stale[]) => void;
  /** Where all are to go on together. */
  readonly gathering?: Gathering | undefined;
}

/** Its update is never called off. */
export const NOBODY: Caller = { signal: new AbortController().signal, onWaiting: () => undefined };

/** What can be asked. None of these rejects: what prevents something is in the answer. */
export interface Service {
  status(): Promise<StatusAnswer>;
  apply(params: Requests["apply"], caller: Caller): Promise<ApplyAnswer>;
  rollback(params: Requests["rollback"], caller: Caller): Promise<ApplyAnswer>;
  confirm(params: Requests["confirm"]): Promise<ApplyAnswer>;
}

/** As answers tell it. */
export type Who = { readonly thread: number; readonly name: string } | { readonly pid: number; readonly name: string };

export interface Member extends Service {
  /** As messages name it. */
  readonly name: string;
  readonly who: Who;
  /** Ends it, so that whoever started it starts another one. Absent where nobody would. Tells whether it has ended. */
  end?(): Promise<boolean>;
}

/** The members of a group. */
export interface Roster {
  /** Whose version, history and probation count for the whole. */
  readonly leader: Member;
  /** Calls `add` for each other member there is, and for each that comes until the result is called. */
  watch(add: (member: Member) => void): () => void;
  /** Resolves when each member that has begun by now was told of. What prevents that is told as a warning. */
  look(): Promise<string | undefined>;
  /** Where the leader cannot make an update, all others go back, whatever is wanted. */
  readonly isOfOneVersion?: true;
  /** Absent where its members cannot wait for each other at a barrier. */
  gather?(): Gathering;
}

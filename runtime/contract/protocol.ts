// The control protocol: what a client, the helper thread and the program's own thread say to each other.
import type { Place } from "./build.js";
import type { Recording } from "./in-force.js";
import type { Change, Override } from "./patch.js";

/**
 * When a changed function that is active moves: at once, only when none is active, never (work in progress ends in its version), or
 * when none is active but at the latest after a deadline. `restart` and `abort` move what has a place to go on, and begin anew or end with an
 * error what has none. All but `finish-old` wait for transactions, `drain` not longer than its deadline.
 */
export type Policy = "move" | "when-inactive" | "finish-old" | "drain" | "restart" | "abort";
export const POLICIES: readonly Policy[] = ["move", "when-inactive", "finish-old", "drain", "restart", "abort"];

/** What `drain` does with work that is not over at its deadline. */
export type AfterDeadline = "move" | "finish-old";
export const AFTER_DEADLINE: readonly AfterDeadline[] = ["move", "finish-old"];

/** How an update is to be made; defaults: `move`, not a dry run, 10 s. */
export interface UpdateParams {
  readonly policy?: Policy;
  readonly dryRun?: boolean;
  /** Milliseconds to wait for an update point that the policy admits. */
  readonly timeoutMs?: number;
  /** Of `drain`: milliseconds that work in progress has. Default: 5,000. */
  readonly deadlineMs?: number;
  /** Of `drain`. Default: `move`. */
  readonly afterDeadline?: AfterDeadline;
  /** Calls may be ended with an error, where the policy or the patch says so. Default: no. */
  readonly allowAbort?: boolean;
}

/** Of `apply` only. */
export interface ApplyParams extends UpdateParams {
  /** Milliseconds within which the new version must be confirmed; otherwise the process goes back. Default: it needs no confirmation. */
  readonly confirmWithinMs?: number;
}

/**
 * What becomes of an update that one thread or process cannot make: all go back to the version before, that one stays in it, or that one is
 * ended, so that whoever started it starts another one.
 */
export type OnFailure = "undo" | "leave" | "replace";
export const ON_FAILURE: readonly OnFailure[] = ["undo", "leave", "replace"];

/** Of an update of several threads or processes. */
export interface GroupParams {
  /** Default: `undo`. */
  readonly onFailure?: OnFailure;
  /** All threads of a process come into the new version at the same moment, or none does. Default: each as soon as it can. */
  readonly barrier?: boolean;
}

/** A function that can still run old code. */
export interface Stale {
  /** Name of the process, where several share a control socket; absent for the one that listens. */
  readonly process?: string;
  /** Name of the worker thread; absent for the main thread. */
  readonly thread?: string;
  readonly function: string;
  /** `file:line:column` in the TypeScript source. */
  readonly at: string;
  /**
   * How many calls. Suspended calls are not counted while they wait: for those, how often one went on here in old code, 0 where none has
   * yet and whether one waits is not known.
   */
  readonly count: number;
  readonly why: string;
}

export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  /** `file:line:column` where one is known. */
  readonly at?: string;
}

/** A version that the process leaves again unless it is confirmed in time. */
export interface Probation {
  readonly version: string;
  /** ISO time. */
  readonly until: string;
}

/** Every answer of `apply`, `status` and `rollback` has at least these. */
export interface Answer {
  readonly version: string;
  readonly pending: string | null;
  readonly stale: readonly Stale[];
  readonly error?: ErrorAnswer;
}

/** One frame that was (or, in a dry run, would be) rebuilt. */
export interface MovedFrame {
  readonly function: string;
  readonly from: Place;
  readonly to: Place;
}

/** A call that did not go on: it began anew in new code, or ended with an error. */
export interface EndedCall {
  readonly function: string;
  /** `file:line:column` where it stood. */
  readonly at: string;
  readonly how: "restarted" | "aborted";
  readonly count: number;
}

/**
 * What became of one thread: it runs the version that was asked for; it goes on as it was (`error` says why); it went back because another
 * thread could not follow; it should have gone back and could not (`error`); it ended meanwhile; it was ended (`replace`); it runs no
 * updatable code, so that there is nothing to do.
 */
export type ThreadState = "in-force" | "unchanged" | "undone" | "not-undone" | "ended" | "replaced" | "not-updatable";

/** One thread of the process. */
export interface ThreadAnswer {
  /** Its `threadId`; 0 is the main thread. */
  readonly thread: number;
  readonly name: string;
  /** Empty where it runs no updatable code, or did not answer. */
  readonly version: string;
  /** False where something is wrong with it, which `error` tells. */
  readonly ok: boolean;
  /** In the answer of an update. */
  readonly state?: ThreadState;
  readonly error?: ErrorAnswer;
  /** In the answer of `status`: what it waits for. */
  readonly pending?: string | null;
  readonly blockers?: readonly Stale[];
  readonly moved?: readonly MovedFrame[];
  readonly ended?: readonly EndedCall[];
  readonly retries?: number;
  readonly reachedAfterMs?: number;
  readonly pauseMs?: number;
}

/** One of several processes that share a control socket. */
export interface ProcessAnswer extends Omit<ThreadAnswer, "thread"> {
  readonly pid: number;
  readonly threads?: readonly ThreadAnswer[];
}

export interface ApplyAnswer extends Answer {
  /** True only when the patch is in force, in all threads and processes. */
  readonly ok: boolean;
  readonly dryRun?: boolean;
  readonly policy?: Policy;
  readonly changes?: readonly Change[];
  readonly moved?: readonly MovedFrame[];
  /** Running calls that were (or would be) restarted or aborted. */
  readonly ended?: readonly EndedCall[];
  /** Contradictions that the author of the patch has overridden. */
  readonly overrides?: readonly Override[];
  /** What `drain` did not wait for any longer at its deadline. */
  readonly overridden?: readonly Stale[];
  /** Functions whose later calls run new code. */
  readonly replaced?: readonly string[];
  /** What stood in the way, newest finding, while the update waited. */
  readonly blockers?: readonly Stale[];
  /** Times an update point was reached and could not be used yet. */
  readonly retries?: number;
  /** Milliseconds from the request until the patch was in force. */
  readonly reachedAfterMs?: number;
  /** Milliseconds in which the program made no progress. */
  readonly pauseMs?: number;
  /** The version that is in force now must be confirmed. */
  readonly probation?: Probation;
  /** What could not be done although the update is in force. */
  readonly warnings?: readonly string[];
  /** All threads; absent where there is only the main thread, of which the rest of the answer speaks. */
  readonly threads?: readonly ThreadAnswer[];
  /** All processes, the one that listens first; absent where no other one has joined it. */
  readonly processes?: readonly ProcessAnswer[];
}

/** Messages that wait until they can be delivered, with all that came behind them from the same sender. */
export interface HeldMessages {
  readonly channel: string;
  /** Name of the process, where several share a control socket; absent for the one that listens. */
  readonly process?: string;
  /** Name of the thread that holds them; absent for the main thread. */
  readonly thread?: string;
  /** Build id at which the first of them was posted. */
  readonly version: string;
  readonly count: number;
  readonly why: string;
}

/** What is asked of a checkpoint. */
export interface CheckpointParams {
  /** What the process does when the file is written. Default: it ends where it stands. */
  readonly afterwards?: "exit" | "stay";
  /** Milliseconds to wait for an update point at which it can be taken. Default: 10,000. */
  readonly timeoutMs?: number;
}

export interface CheckpointAnswer extends Answer {
  /** True only when the file is written. */
  readonly ok: boolean;
  /** Its path. */
  readonly file?: string;
  readonly bytes?: number;
  readonly frames?: number;
  readonly objects?: number;
  /** What the process that was asked does now. */
  readonly afterwards?: "exit" | "stay";
  /** True in the process that goes on from the file. */
  readonly resumed?: boolean;
  /** What stood in the way, newest finding, while it waited. */
  readonly blockers?: readonly Stale[];
  readonly warnings?: readonly string[];
}

export interface StatusAnswer extends Answer {
  readonly pid: number;
  readonly versions: readonly string[];
  readonly blockers: readonly Stale[];
  /** Suspended calls that were restarted or aborted when they went on; absent where there is none. */
  readonly ended?: readonly EndedCall[];
  /** `patch`: the folder that brought it; absent for the build that the process was started from. */
  readonly history: readonly { readonly version: string; readonly at: string; readonly patch?: string }[];
  /** Absent where no message is held. */
  readonly held?: readonly HeldMessages[];
  /** Absent where the version in force needs no confirmation. */
  readonly probation?: Probation;
  /** Modules that were loaded although their build has no manifest, or another one than the process; that the record on disk is not the present one. */
  readonly warnings: readonly string[];
  /** All threads; absent where there is only the main thread, of which the rest of the answer speaks. */
  readonly threads?: readonly ThreadAnswer[];
  /** All processes, the one that listens first; absent where no other one has joined it. */
  readonly processes?: readonly ProcessAnswer[];
}

/** Client to process: JSON-RPC 2.0, one object a line. Methods and parameters: */
export interface Requests {
  readonly apply: { readonly path: string } & ApplyParams & GroupParams;
  readonly rollback: UpdateParams &
    GroupParams & {
      /** Only if this version is still on probation. */
      readonly onProbation?: string;
      /** Only from this version. */
      readonly from?: string;
    };
  readonly confirm: {
    /** Only if this is the version on probation. */
    readonly version?: string;
  };
  readonly status: Record<string, never>;
  readonly checkpoint: { readonly path: string } & CheckpointParams;
}

/** `gate`: index of the thread's gate in the shared cells. */
export type BeginMessage =
  | { readonly kind: "apply"; readonly id: number; readonly gate: number; readonly params: Requests["apply"] }
  | { readonly kind: "rollback"; readonly id: number; readonly gate: number; readonly params: Requests["rollback"] }
  | { readonly kind: "checkpoint"; readonly id: number; readonly gate: number; readonly params: Requests["checkpoint"] };

/** Before an update begins: a small step towards it, which changes nothing. It is sent again until it is answered by `done`. */
export type PrepareMessage =
  | { readonly kind: "prepare"; readonly id: number; readonly begin: "apply"; readonly params: Requests["apply"] }
  | { readonly kind: "prepare"; readonly id: number; readonly begin: "rollback"; readonly params: Requests["rollback"] };

/** Helper thread to a thread of the program. `begin` starts a request, `tick` asks how it goes and re-arms the interrupt, `cancel` ends it. */
export type ControlMessage =
  | BeginMessage
  | PrepareMessage
  | { readonly kind: "status"; readonly id: number }
  | { readonly kind: "confirm"; readonly id: number; readonly params: Requests["confirm"] }
  /** The answer of a checkpoint is with the client: the process may stop. */
  | { readonly kind: "stop"; readonly id: number }
  | { readonly kind: "tick"; readonly id: number }
  | { readonly kind: "cancel"; readonly id: number; readonly waitedMs: number };

/** As it is sent. One that found no room on the thread's stack is sent again, with the same `turn`; no other message has it. */
export type SentMessage = ControlMessage & { readonly turn: string };

/** Thread of the program to helper thread, always at once. */
export type ControlReply =
  | {
      readonly kind: "done";
      readonly id: number;
      readonly answer: ApplyAnswer | StatusAnswer | CheckpointAnswer;
      /** What the helper thread is to write down before it passes the answer on. */
      readonly recording?: Recording;
    }
  | { readonly kind: "waiting"; readonly id: number; readonly blockers: readonly Stale[] }
  /** The thread is loading what could answer, or in the middle of a step: the message was not looked at, and is to be sent again. */
  | { readonly kind: "later"; readonly id: number };

/**
 * Global symbol under which a thread of the program offers `deliver(json: string): string` (a ControlMessage in, a
 * ControlReply out).
 */
export const CONTROL_SYMBOL = "ts-updatable.control";

/** Default time that `drain` gives to work in progress, in milliseconds. */
export const DEFAULT_DEADLINE_MS = 5_000;

/** Default time that `apply` and `rollback` wait for an update point, in milliseconds. */
export const DEFAULT_TIMEOUT_MS = 10_000;

// One update from the moment it is asked for until it is over.

import type { Awaited } from "./awaited/awaited.js";
import {
  type AfterDeadline,
  type ApplyAnswer,
  DEFAULT_DEADLINE_MS,
  type Policy,
  type Stale,
  type UpdateParams,
} from "./contract/protocol.js";
import type { Barrier } from "./control/barrier.js";
import type { Activation } from "./load/activate.js";
import type { LoadedPatch } from "./load/load-patch.js";

/** How an update is to be made, with all defaults filled in. */
export interface UpdateManner {
  readonly policy: Policy;
  readonly dryRun: boolean;
  /** Of `drain`, in milliseconds from the request on. */
  readonly deadlineMs: number;
  readonly afterDeadline: AfterDeadline;
  readonly allowAbort: boolean;
  /** Where all threads are to make it at the same moment. */
  readonly barrier?: Barrier | undefined;
  /** Who asks again while it waits: the helper thread, or (for a program that updates itself) the engine. */
  readonly drivenBy: "helper" | "engine";
}

export const mannerOf = (params: UpdateParams, drivenBy: UpdateManner["drivenBy"]): UpdateManner => ({
  policy: params.policy ?? "move",
  dryRun: params.dryRun ?? false,
  deadlineMs: params.deadlineMs ?? DEFAULT_DEADLINE_MS,
  afterDeadline: params.afterDeadline ?? "move",
  allowAbort: params.allowAbort ?? false,
  drivenBy,
});

export interface UpdateRequest extends UpdateManner {
  readonly folder: string;
  /** Where it leads: a new version, or back to the one before. */
  readonly direction: "forward" | "back";
  /** Milliseconds within which the new version must be confirmed. */
  readonly confirmWithinMs?: number | undefined;
  /** The end of a probation: the version has to go, even where calls that are under way cannot be kept apart from the one before. */
  readonly isLastResort?: boolean | undefined;
}

/** An update that has been prepared and waits for its moment. */
export interface Pending {
  readonly request: UpdateRequest;
  readonly loaded: LoadedPatch;
  readonly activation: Activation;
  /** Why calls of the version before cannot go on beside the new one. */
  readonly conflict: string | undefined;
  /** Where the patch has state transformers that are asynchronous. */
  readonly awaited: Awaited | undefined;
  readonly started: number;
  retries: number;
  blockers: readonly Stale[];
  refusedCode: string | undefined;
  /** What `drain` does not wait for any longer. */
  overridden: readonly Stale[];
  answer: ApplyAnswer | undefined;
  readonly waiting: ((answer: ApplyAnswer) => void)[];
}

/** What it waits for now. */
export const blockersOf = ({ awaited, blockers }: Pending): readonly Stale[] => (awaited?.isRunning === true ? awaited.blockers : blockers);

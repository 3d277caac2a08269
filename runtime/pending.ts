// One update from the moment it is asked for until it is over.
import type { Activation } from "./activate.js";
import type { ApplyAnswer, Policy, Stale } from "./contract/protocol.js";
import type { LoadedPatch } from "./load-patch.js";

export interface UpdateRequest {
  readonly folder: string;
  readonly policy: Policy;
  readonly dryRun: boolean;
  /** Where it leads: a new version, or back to the one before. */
  readonly direction: "forward" | "back";
  /** Who asks again while it waits: the helper thread, or (for a program that updates itself) the engine. */
  readonly drivenBy: "helper" | "engine";
}

/** An update that has been prepared and waits for its moment. */
export interface Pending {
  readonly request: UpdateRequest;
  readonly loaded: LoadedPatch;
  readonly activation: Activation;
  readonly started: number;
  retries: number;
  blockers: readonly Stale[];
  refusedCode: string | undefined;
  answer: ApplyAnswer | undefined;
  readonly waiting: ((answer: ApplyAnswer) => void)[];
}

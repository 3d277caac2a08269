// The end of a probation that nobody confirmed: goes back, however long that takes.
import type { ApplyAnswer, Policy, Requests } from "../contract/protocol.js";
import { delay } from "./delay.js";

const TRY_MS = 10_000;
const RETRY_MS = 1_000;

/**
 * First running calls are to move, as in every rollback. Where they cannot, they end in their code, and all later ones run the version before.
 * @param signal aborts when the probation is over
 */
export async function goBack(
  version: string,
  rollback: (params: Requests["rollback"]) => Promise<ApplyAnswer>,
  signal?: AbortSignal,
): Promise<void> {
  let policy: Policy = "move";
  while (signal?.aborted !== true) {
    const { ok, error } = await rollback({ onProbation: version, policy, timeoutMs: TRY_MS });
    if (ok || error?.code === "NOT_ON_PROBATION") return;
    if (error?.code !== "UPDATE_IN_PROGRESS") policy = "finish-old";
    await delay(RETRY_MS, signal);
  }
}

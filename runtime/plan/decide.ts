// What an update may do at a moment: what it waits for, which policy counts, what becomes of each frame.
import { performance } from "node:perf_hooks";
import type { Policy, Stale } from "../contract/protocol.js";
import type { Pending, UpdateRequest } from "../pending.js";
import { regions } from "../regions.js";
import { history } from "../this-process.js";
import type { Lineage } from "../versions/lineage.js";
import { endsWithTurn, pinnedWorld } from "../versions/work.js";
import { type Plan, type PlanInput, planUpdate } from "./plan.js";
import type { StackFrame } from "./stack.js";

export const AT_NAMED_POINTS: readonly Stale[] = [
  { function: "the program", at: "its next `updatePoint()`", count: 1, why: 'its build takes updates there only (updatePoints: "named")' },
];

/** What an update waits for before it looks at anything else. */
export function findHolds(current: Pending): Plan | undefined {
  const which = policyNow(current) === "overdue" || leavesWork(current) ? "no-update" : "all";
  const transactions = regions.blockers(history.locate, which);
  if (transactions.length > 0) return { kind: "wait", blockers: transactions, code: "TRANSACTION" };
  const pinned = current.conflict === undefined || current.request.isLastResort ? [] : history.worlds.list("any");
  return pinned.length === 0 ? undefined : { kind: "wait", blockers: pinned, code: "PINNED_STATE" };
}

/** Whether calls that are under way may be left to end in their version. */
export const mayLeave = ({ policy, afterDeadline }: UpdateRequest): boolean =>
  policy === "finish-old" || (policy === "drain" && afterDeadline === "finish-old");

/**
 * Whether an update that is made now leaves work that is under way whole at its version. Not at the end of a probation: a loop that never ends
 * would stay at the version that has to go. Nor where the patch says of some calls that they do not end in old code.
 */
export function leavesWork(current: Pending): boolean {
  const isWhole = [...current.activation.changed.values()].every(({ patch: { policy } }) => (policy ?? "finish-old") === "finish-old");
  return landedPolicy(current) === "finish-old" && isWhole && current.request.isLastResort !== true;
}

/** What becomes of each frame if the update is made now. */
export function planNow(current: Pending, stack: readonly StackFrame[], moment: PlanInput["moment"]): Plan {
  const { changed } = current.activation;
  const input = {
    stack,
    moment,
    changeOf: (lineage: Lineage) => changed.get(lineage),
    pinnedTo: pinnedWorld()?.version,
    canPinStack: endsWithTurn,
    pinsCalls: current.conflict === undefined && !leavesWork(current),
  };
  const policy = policyNow(current);
  if (policy !== "overdue") return planUpdate({ ...input, policy });
  const drained = planUpdate({ ...input, policy: "when-inactive" });
  current.overridden = [...regions.blockers(history.locate), ...(drained.kind === "wait" ? drained.blockers : [])];
  return planUpdate({ ...input, policy: current.request.afterDeadline });
}

/** `drain` waits as `when-inactive` does, until it is overdue. */
function policyNow({ request, started }: Pending): Exclude<Policy, "drain"> | "overdue" {
  if (request.policy !== "drain") return request.policy;
  return performance.now() - started < request.deadlineMs ? "when-inactive" : "overdue";
}

/** What an update that is made now does with calls that are under way; `drain` only once it is overdue. */
export function landedPolicy(current: Pending): Policy {
  const policy = policyNow(current);
  return policy === "overdue" ? current.request.afterDeadline : policy;
}

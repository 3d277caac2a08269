// `apply --confirm-within`: tells what going back would lose, lands the patch, and with `--health` watches it and decides.
import type { ApplyAnswer, Requests } from "../../runtime/contract/protocol.js";
import { RequestError, request } from "../../runtime/control/client.js";
import { askForUpdate, fail, isSuccess, showUpdate } from "./ask.js";
import { type Health, LAST_CHECK_MS, watchHealth } from "./health.js";
import { findLosses } from "./losses.js";
import { EXIT, printLosses } from "./output.js";

/** The process's own deadline is this much later than the end of the checks: it is there for a client that died. */
const RESERVE_MS = LAST_CHECK_MS + 2_000;

type Params = Requests["apply"] & { readonly confirmWithinMs: number };

export async function applyOnProbation(
  socket: string,
  params: Params,
  check: Pick<Health, "check" | "tries"> | undefined,
  json: boolean,
): Promise<number> {
  const losses = findLosses(params.path);
  printLosses(losses);
  const confirmWithinMs = params.confirmWithinMs + (check === undefined ? 0 : RESERVE_MS);
  try {
    const applied = await askForUpdate(socket, "apply", { ...params, confirmWithinMs });
    const isWatched = applied.ok && applied.probation !== undefined && check !== undefined;
    const answer = isWatched ? await decide(socket, applied, { ...check, forMs: params.confirmWithinMs }) : applied;
    showUpdate({ ...answer, losses }, json);
    return isSuccess(answer) ? EXIT.ok : EXIT.refused;
  } catch (thrown) {
    return fail(thrown, json, EXIT.refused);
  }
}

async function decide(socket: string, applied: ApplyAnswer, health: Health): Promise<ApplyAnswer> {
  const { probation: _over, ...rest } = applied;
  const problem = await watchHealth(health);
  try {
    if (problem !== undefined) return rolledBack(problem, await askForUpdate(socket, "rollback", { onProbation: applied.version }));
    const { ok, error, version, warnings = [] } = await request(socket, "confirm", { version: applied.version });
    return ok
      ? { ...rest, ...(warnings.length === 0 ? {} : { warnings }) }
      : { ok, version, pending: null, stale: [], ...(error && { error }) };
  } catch (thrown) {
    if (!(thrown instanceof RequestError)) throw thrown;
    const message = `${problem ?? "the checks went well, but the version could not be confirmed"}. ${thrown.message} A process that still runs goes back by itself.`;
    return { ok: false, version: "", pending: null, stale: [], error: { code: thrown.code, message } };
  }
}

function rolledBack(problem: string, back: ApplyAnswer): ApplyAnswer {
  const end = back.ok
    ? "The process went back to the version before."
    : `Going back has to wait (${back.error?.message}); the process does it by itself when its time is over.`;
  return { ...back, ok: false, error: { code: "HEALTH", message: `${problem}. ${end}` } };
}

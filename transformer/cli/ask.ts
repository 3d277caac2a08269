// Asks the process and turns what comes back, or does not, into output and an exit code.
import type { Change } from "../../runtime/contract/patch.js";
import type { ApplyAnswer, Requests, StatusAnswer } from "../../runtime/contract/protocol.js";
import { DEFAULT_TIMEOUT_MS } from "../../runtime/contract/protocol.js";
import { RequestError, request } from "../../runtime/control/client.js";
import { EXIT, printConfirmation, printError, printFailure, printJson, printStatus, printUpdate, printWaiting } from "./output.js";

/** Beyond its timeout, an update may need this long to load, to convert what it finds, and to answer. */
const UPDATE_SILENCE_MS = 120_000;
const STATUS_SILENCE_MS = 20_000;

export async function askUpdate<M extends "apply" | "rollback">(
  socket: string,
  method: M,
  params: Requests[M],
  json: boolean,
): Promise<number> {
  try {
    const answer = await askForUpdate(socket, method, params);
    showUpdate(answer, json);
    return isSuccess(answer) ? EXIT.ok : EXIT.refused;
  } catch (thrown) {
    return fail(thrown, json, EXIT.refused);
  }
}

/** Tells meanwhile what the update waits for. */
export function askForUpdate<M extends "apply" | "rollback">(socket: string, method: M, params: Requests[M]): Promise<ApplyAnswer> {
  const silenceMs = (params.timeoutMs ?? DEFAULT_TIMEOUT_MS) + UPDATE_SILENCE_MS;
  return request<"apply" | "rollback">(socket, method, params, { onProgress: printWaiting, silenceMs });
}

export async function askConfirm(socket: string, params: Requests["confirm"], json: boolean): Promise<number> {
  try {
    const answer = await request(socket, "confirm", params, { silenceMs: STATUS_SILENCE_MS });
    if (json) printJson(answer);
    printConfirmation(answer, json);
    return answer.ok ? EXIT.ok : EXIT.refused;
  } catch (thrown) {
    return fail(thrown, json, EXIT.refused);
  }
}

/** Every failure of `status` means that there is no process to tell about: exit code 2. */
export async function askStatus(socket: string, json: boolean): Promise<number> {
  try {
    const answer = await request(socket, "status", {}, { silenceMs: STATUS_SILENCE_MS });
    showStatus(answer, json);
    return answer.error === undefined ? EXIT.ok : EXIT.usage;
  } catch (thrown) {
    return fail(thrown, json, EXIT.usage);
  }
}

export function showUpdate(answer: ApplyAnswer & { readonly losses?: readonly Change[] }, json: boolean): void {
  if (!json) return printUpdate(answer);
  printJson(answer);
  if (answer.error !== undefined) printError(answer.error);
}

function showStatus(answer: StatusAnswer, json: boolean): void {
  if (json) printJson(answer);
  if (answer.error !== undefined) printError(answer.error);
  else if (!json) printStatus(answer);
}

/** A dry run succeeds when it finds nothing against the update, although nothing is in force afterwards. */
export function isSuccess({ ok, dryRun, error }: ApplyAnswer): boolean {
  return ok || (dryRun === true && error === undefined);
}

export function fail(thrown: unknown, json: boolean, otherwise: number): number {
  if (!(thrown instanceof RequestError)) throw thrown;
  printFailure({ code: thrown.code, message: thrown.message }, json);
  return thrown.code === "NO_PROCESS" ? EXIT.usage : otherwise;
}

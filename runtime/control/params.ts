// The parameters of each method, checked once where they come in.
import { isAbsolute } from "node:path";
import {
  AFTER_DEADLINE,
  type AfterDeadline,
  ON_FAILURE,
  type OnFailure,
  POLICIES,
  type Policy,
  type Requests,
} from "../contract/protocol.js";
import { isRecord, type RequestId, RPC, RpcError } from "./json-rpc.js";
import type { Introduction } from "./processes/membership.js";

/** Longest timeout that a timer can wait for, in milliseconds. */
export const MAX_TIMEOUT_MS = 0x7fff_ffff;

type Problem = string | undefined;
type Check = (value: unknown) => Problem;

const updateChecks: Readonly<Record<string, Check>> = {
  dryRun: isBoolean,
  allowAbort: isBoolean,
  policy: (value) => (POLICIES.includes(value as Policy) ? undefined : `must be one of ${POLICIES.join(", ")}`),
  timeoutMs: checkTimeout,
  deadlineMs: checkTimeout,
  afterDeadline: (value) => (AFTER_DEADLINE.includes(value as AfterDeadline) ? undefined : `must be one of ${AFTER_DEADLINE.join(", ")}`),
  barrier: isBoolean,
  onFailure: (value) => (ON_FAILURE.includes(value as OnFailure) ? undefined : `must be one of ${ON_FAILURE.join(", ")}`),
};
const isVersion: Check = (value) => (typeof value === "string" ? undefined : "must be a version");
const rollbackChecks: Readonly<Record<string, Check>> = { ...updateChecks, onProbation: isVersion, from: isVersion };
const isText: Check = (value) => (typeof value === "string" ? undefined : "must be a text");
const isNumber: Check = (value) => (Number.isInteger(value) ? undefined : "must be a whole number");
const joinChecks: Readonly<Record<string, Check>> = { pid: isNumber, name: isText, token: isText };
const applyChecks: Readonly<Record<string, Check>> = {
  ...updateChecks,
  confirmWithinMs: checkTimeout,
  path: (value) => (typeof value === "string" && isAbsolute(value) ? undefined : "must be the absolute path of a patch folder"),
};
const checkpointChecks: Readonly<Record<string, Check>> = {
  afterwards: (value) => (value === "exit" || value === "stay" ? undefined : "must be exit or stay"),
  timeoutMs: checkTimeout,
  path: (value) => (typeof value === "string" && isAbsolute(value) ? undefined : "must be the absolute path of a file"),
};

/** Each throws {@link RpcError} that names the parameter. */
export function parseApply(params: unknown, id: RequestId): Requests["apply"] {
  return checkWith(["path"], params, applyChecks, id) as unknown as Requests["apply"];
}

export function parseJoin(params: unknown, id: RequestId): Introduction {
  return checkWith(["pid", "name"], params, joinChecks, id) as unknown as Introduction;
}

/** The id of the request that is called off. */
export function parseCancel(params: unknown, id: RequestId): RequestId {
  return checkWith(["id"], params, { id: isNumber }, id)["id"] as RequestId;
}

export function parseCheckpoint(params: unknown, id: RequestId): Requests["checkpoint"] {
  const checked = check(params, checkpointChecks, id);
  if (!("path" in checked)) throw new RpcError(RPC.invalidParams, `path ${checkpointChecks["path"]?.(undefined)}`, id);
  return checked as unknown as Requests["checkpoint"];
}

export function parseRollback(params: unknown, id: RequestId): Requests["rollback"] {
  return check(params, rollbackChecks, id);
}

export function parseConfirm(params: unknown, id: RequestId): Requests["confirm"] {
  return check(params, { version: isVersion }, id);
}

export function parseStatus(params: unknown, id: RequestId): void {
  check(params, {}, id);
}

export function isTimeout(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_TIMEOUT_MS;
}

function isBoolean(value: unknown): Problem {
  return typeof value === "boolean" ? undefined : "must be true or false";
}

function checkTimeout(value: unknown): Problem {
  return isTimeout(value) ? undefined : `must be a whole number of milliseconds from 0 to ${MAX_TIMEOUT_MS}`;
}

type Checked = Readonly<Record<string, unknown>>;

/** Like {@link check}, where `needed` must be there. */
function checkWith(needed: readonly string[], params: unknown, checks: Readonly<Record<string, Check>>, id: RequestId): Checked {
  const checked = check(params, checks, id);
  for (const name of needed) if (!(name in checked)) throw new RpcError(RPC.invalidParams, `${name} ${checks[name]?.(undefined)}`, id);
  return checked;
}

function check(params: unknown, checks: Readonly<Record<string, Check>>, id: RequestId): Checked {
  if (params === undefined) return {};
  if (!isRecord(params)) throw new RpcError(RPC.invalidParams, "params must be an object", id);
  for (const [name, value] of Object.entries(params)) {
    const problem = Object.hasOwn(checks, name)
      ? checks[name]?.(value)
      : `is not known here; known: ${Object.keys(checks).join(", ") || "none"}`;
    if (problem !== undefined) throw new RpcError(RPC.invalidParams, `${name} ${problem}`, id);
  }
  return params;
}

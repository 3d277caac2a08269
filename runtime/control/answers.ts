// The answers that the control plane gives by itself, when the program thread could not give one.
import type { Answer, ApplyAnswer, ErrorAnswer, Stale, StatusAnswer } from "../contract/protocol.js";

/** Codes of the control plane's own errors. */
export type ControlCode =
  /** A bug of ours, or of the listener's handler. */
  | "INTERNAL"
  /** Another update waits or is being applied. */
  | "UPDATE_IN_PROGRESS"
  /** No update point that the policy admits was reached in time; nothing was changed. */
  | "NOT_REACHED"
  /** The thread ended before it answered. */
  | "ENDED"
  /** The process ended, or closed its connection, before it answered. */
  | "PROCESS_ENDED"
  /** No patches lead the process to the version of the one that listens. */
  | "OTHER_BUILD"
  /** The process is on its way there. */
  | "OTHER_VERSION"
  /** The process does not speak this protocol. */
  | "NOT_UNDERSTOOD"
  /** The thread runs no updatable code. */
  | "NOT_UPDATABLE"
  /** Not all threads came to the barrier. */
  | "BARRIER"
  /** Another thread could not make the update, so this one did not either. */
  | "CALLED_OFF"
  /** The program's thread does not answer; what becomes of the request is not known. */
  | "NO_ANSWER";

const UNKNOWN: Answer = { version: "", pending: null, stale: [] };

export function controlError(code: ControlCode, message: string): ErrorAnswer {
  return { code, message };
}

/** An update that did not happen. `known` is what the program last said of itself. */
export function refusedAnswer(error: ErrorAnswer, known: Answer = UNKNOWN, blockers?: readonly Stale[]): ApplyAnswer {
  const { version, pending, stale } = known;
  return { ok: false, version, pending, stale, error, ...(blockers === undefined ? {} : { blockers }) };
}

export function unknownStatus(error: ErrorAnswer): StatusAnswer {
  return { ...UNKNOWN, error, pid: process.pid, versions: [], blockers: [], history: [], warnings: [] };
}

/** The text of whatever was thrown. */
export function errorText(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The `code` of a system error, `undefined` for everything else. */
export function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
}

// One attempt to join the process that listens at a socket: says who this one is, and from then on serves what comes over the connection.
import { connect, type Socket } from "node:net";
import type { ErrorAnswer } from "../../contract/protocol.js";
import { systemCode } from "../answers.js";
import { serve } from "../connection.js";
import { isRecord, requestLine } from "../json-rpc.js";
import { LineSplitter } from "../lines.js";
import type { Service } from "../member.js";
import type { Introduction } from "./membership.js";

/** A process that listens answers at once, unless it is stopped. */
const HANDSHAKE_MS = 5_000;
const END_MS = 3_000;
const MAX_ANSWER_BYTES = 1 << 16;
const ID = 0;

export type Joined =
  /** `lost` resolves when the connection is. */
  | { readonly kind: "joined"; readonly connection: Socket; readonly lost: Promise<void> }
  /** Nobody listens there, or not yet, or not any more. */
  | { readonly kind: "nobody" }
  | { readonly kind: "refused"; readonly error: ErrorAnswer };

export async function join(socket: string, self: Introduction, service: Service): Promise<Joined> {
  const connection = connect({ path: socket, allowHalfOpen: true });
  const lost = new Promise<void>((resolve) => connection.once("close", () => resolve()));
  const answer = await converse(connection, requestLine(ID, "join", self));
  if (answer === undefined || "error" in answer) {
    connection.destroy();
    return answer === undefined ? { kind: "nobody" } : { kind: "refused", error: answer.error };
  }
  serve(connection, service, { end: endThisProcess });
  connection.resume();
  return { kind: "joined", connection, lost };
}

/** A program that does not listen to the signal, or never comes to it, has a moment. */
function endThisProcess(): Record<string, never> {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(process.pid, "SIGKILL"), END_MS);
  return {};
}

/** Undefined where there is no answer. */
function converse(connection: Socket, line: string): Promise<{ readonly error: ErrorAnswer } | { readonly ok: true } | undefined> {
  const lines = new LineSplitter(MAX_ANSWER_BYTES);
  return new Promise((resolve) => {
    const nothing = (): void => resolve(undefined);
    connection.setTimeout(HANDSHAKE_MS, nothing);
    // Stays for good: an error is always followed by the connection's end.
    connection.on("error", (problem) => resolve(isClosedToUs(problem) ? { error: refusal(problem.message) } : undefined));
    connection.once("end", nothing).once("close", nothing);
    connection.once("connect", () => connection.write(line));
    connection.on("data", function take(chunk: Buffer) {
      const [received] = lines.push(chunk) ?? [""];
      if (received === undefined) return;
      connection.setTimeout(0, nothing).off("data", take).off("end", nothing).pause();
      resolve(readAnswer(received));
    });
  });
}

function readAnswer(line: string): { readonly error: ErrorAnswer } | { readonly ok: true } {
  const { result, error } = parse(line);
  if (isRecord(result) && result["ok"] === true) return { ok: true };
  if (isRecord(result) && isRecord(result["error"])) return { error: result["error"] as unknown as ErrorAnswer };
  const why = isRecord(error) ? String(error["message"]) : "what listens there is no updatable process";
  return { error: refusal(`${why}. Do both processes have the same version of ts-updatable?`) };
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const message: unknown = JSON.parse(line);
    return isRecord(message) ? message : {};
  } catch {
    return {};
  }
}

const refusal = (message: string): ErrorAnswer => ({ code: "NOT_JOINED", message });

function isClosedToUs(problem: Error): boolean {
  const code = systemCode(problem);
  return code === "EACCES" || code === "EPERM";
}

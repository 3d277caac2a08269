// The client's side of the control socket: connects, sends one request, waits for its answer.
import { connect, type Socket } from "node:net";
import type { ApplyAnswer, CheckpointAnswer, Requests, Stale, StatusAnswer } from "../contract/protocol.js";
import { systemCode } from "./answers.js";
import { isRecord, requestLine } from "./json-rpc.js";
import { LineSplitter } from "./lines.js";
import { findPathProblem } from "./socket-path.js";

export interface Answers {
  readonly apply: ApplyAnswer;
  readonly rollback: ApplyAnswer;
  readonly confirm: ApplyAnswer;
  readonly status: StatusAnswer;
  readonly checkpoint: CheckpointAnswer;
}

export interface RequestOptions {
  /** Called with what the update waits for, when that changes. */
  readonly onProgress?: (blockers: readonly Stale[]) => void;
  /** Longest silence to accept, in milliseconds, before `NO_ANSWER`; default: for ever. */
  readonly silenceMs?: number;
}

export type RequestErrorCode =
  /** Nobody listens at the socket: nothing was asked of any process. */
  | "NO_PROCESS"
  /** The connection broke before the answer: what became of the request is not known. */
  | "CONNECTION_LOST"
  /** No answer in `silenceMs`: what becomes of the request is not known. */
  | "NO_ANSWER"
  /** What answered does not speak this protocol. */
  | "BAD_ANSWER"
  /** The request was not understood. */
  | "NOT_UNDERSTOOD";

/** Why there is no answer. Its message says what to do. */
export class RequestError extends Error {
  readonly code: RequestErrorCode;

  constructor(code: RequestErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const ID = 1;
/** Answers may list a great many frames. */
const MAX_ANSWER_BYTES = 1 << 28;

/** Asks the process that listens at `socket`. A refusal is an answer (with `error`); rejects with {@link RequestError} when there is none. */
export async function request<M extends keyof Requests>(
  socket: string,
  method: M,
  params: Requests[M],
  options: RequestOptions = {},
): Promise<Answers[M]> {
  const connection = await open(socket);
  try {
    return (await converse(connection, socket, requestLine(ID, method, params), options)) as Answers[M];
  } finally {
    connection.destroy();
  }
}

function open(socket: string): Promise<Socket> {
  const problem = findPathProblem(socket);
  if (problem !== undefined) return Promise.reject(new RequestError("NO_PROCESS", problem));
  return new Promise((resolve, reject) => {
    const connection = connect(socket);
    connection.once("connect", () => {
      connection.off("error", fail);
      resolve(connection);
    });
    connection.once("error", fail);
    function fail(error: Error): void {
      reject(new RequestError("NO_PROCESS", noProcess(socket, error)));
    }
  });
}

function noProcess(socket: string, error: Error): string {
  const code = systemCode(error);
  if (code === "EACCES" || code === "EPERM")
    return `may not connect to ${socket}: it belongs to another user. Run this as the user of the process.`;
  if (code === "ENOENT" || code === "ECONNREFUSED") return `no process listens at ${socket}: is it running with TS_UPDATABLE_SOCKET set?`;
  return `no process listens at ${socket} (${error.message}): is it running with TS_UPDATABLE_SOCKET set?`;
}

function converse(connection: Socket, socket: string, line: string, { onProgress, silenceMs = 0 }: RequestOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const lines = new LineSplitter(MAX_ANSWER_BYTES);
    const lost = (): void => reject(new RequestError("CONNECTION_LOST", connectionLost(socket)));
    connection.on("data", (chunk: Buffer) => {
      try {
        for (const received of lines.push(chunk) ?? [""]) {
          const found = readLine(received, socket, onProgress);
          if (found !== undefined) resolve(found);
        }
      } catch (thrown) {
        reject(thrown as Error);
      }
    });
    connection.on("error", lost).on("close", lost).on("end", lost);
    connection.setTimeout(silenceMs, () => reject(new RequestError("NO_ANSWER", noAnswer(socket, silenceMs))));
    connection.write(line);
  });
}

/** The result if `line` is the answer, `undefined` if it is something else that may come. */
function readLine(line: string, socket: string, onProgress: RequestOptions["onProgress"]): unknown {
  const message = parseLine(line, socket);
  if (message["method"] === "progress") {
    const blockers = isRecord(message["params"]) ? message["params"]["blockers"] : undefined;
    if (Array.isArray(blockers) && blockers.length > 0) onProgress?.(blockers);
    return undefined;
  }
  if ("method" in message) return undefined;
  if (isRecord(message["error"]))
    throw new RequestError(
      "NOT_UNDERSTOOD",
      `the process refused the request: ${String(message["error"]["message"])}. Do its ts-updatable and this one have the same version?`,
    );
  if (!isAnswer(message["result"])) throw badAnswer(socket);
  return message["result"];
}

function parseLine(line: string, socket: string): Readonly<Record<string, unknown>> {
  try {
    const message: unknown = JSON.parse(line);
    if (isRecord(message) && message["jsonrpc"] === "2.0") return message;
  } catch {
    // told below
  }
  throw badAnswer(socket);
}

function isAnswer(result: unknown): boolean {
  return isRecord(result) && typeof result["version"] === "string" && Array.isArray(result["stale"]);
}

function badAnswer(socket: string): RequestError {
  return new RequestError("BAD_ANSWER", `what listens at ${socket} does not answer as an updatable process does: is it the right socket?`);
}

function connectionLost(socket: string): string {
  return (
    `the process at ${socket} closed the connection before it answered; most likely it has ended. ` +
    "Whether the request took effect is not known here: look whether the process runs (`ts-updatable status`); after a restart it runs the build it was started from."
  );
}

function noAnswer(socket: string, ms: number): string {
  return (
    `the process at ${socket} did not answer within ${ms} ms: it may be stopped. ` +
    "Whether the request takes effect is not known here; an update that still waits is called off. Ask `ts-updatable status` later."
  );
}

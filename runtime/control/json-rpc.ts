// JSON-RPC 2.0 as the control socket speaks it: one object a line, requests with an id, no batches.

export type RequestId = string | number;

export interface RpcRequest {
  readonly id: RequestId;
  readonly method: string;
  readonly params: unknown;
}

/** Error codes of JSON-RPC 2.0, and one of the range that is ours. */
export const RPC = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  tooMany: -32000,
} as const;

/** A line that cannot be answered with a result. */
export class RpcError extends Error {
  readonly code: number;
  /** Null when the line does not tell. */
  readonly id: RequestId | null;

  constructor(code: number, message: string, id: RequestId | null = null) {
    super(message);
    this.code = code;
    this.id = id;
  }
}

/** Reads one line. Throws {@link RpcError}. */
export function parseRequest(line: string): RpcRequest {
  const value = parseJson(line);
  if (!isRecord(value)) throw new RpcError(RPC.invalidRequest, "a line must hold one JSON object; batches are not supported");
  const id = typeof value["id"] === "string" || typeof value["id"] === "number" ? value["id"] : null;
  if (value["jsonrpc"] !== "2.0") throw new RpcError(RPC.invalidRequest, 'the request must have "jsonrpc": "2.0"', id);
  if (id === null) throw new RpcError(RPC.invalidRequest, "the request must have an id, a string or a number");
  if (typeof value["method"] !== "string") throw new RpcError(RPC.invalidRequest, "the request must name a method", id);
  return { id, method: value["method"], params: value["params"] };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new RpcError(RPC.parse, "the line is not JSON");
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const requestLine = (id: RequestId, method: string, params: unknown): string => line({ id, method, params });
export const resultLine = (id: RequestId, result: unknown): string => line({ id, result });
export const errorLine = ({ id, code, message }: RpcError): string => line({ id, error: { code, message } });
export const notificationLine = (method: string, params: unknown): string => line({ method, params });

function line(fields: object): string {
  return `${JSON.stringify({ jsonrpc: "2.0", ...fields })}\n`;
}

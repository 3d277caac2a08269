// Reads the arguments of the commands that talk to a process, and says what is wrong with them.
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import {
  AFTER_DEADLINE,
  DEFAULT_DEADLINE_MS,
  DEFAULT_TIMEOUT_MS,
  type GroupParams,
  ON_FAILURE,
  POLICIES,
  type UpdateParams,
} from "../../runtime/contract/protocol.js";
import { EXIT, printFailure } from "./output.js";

const MAX_TIMEOUT_MS = 0x7fff_ffff;

/** Arguments that make no sense: what was found, why that stops us, what to do. */
export class UsageError extends Error {}

export interface Arguments {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

export const commonOptions = {
  to: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const satisfies ParseArgsOptionsConfig;

export const updateOptions = {
  ...commonOptions,
  "dry-run": { type: "boolean" },
  policy: { type: "string" },
  timeout: { type: "string" },
  deadline: { type: "string" },
  "after-deadline": { type: "string" },
  "allow-abort": { type: "boolean" },
  "allow-kill": { type: "boolean" },
  "on-failure": { type: "string" },
  barrier: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

/**
 * Runs `body` with the parsed arguments, or prints `help` when asked for it. Arguments that make no sense, found here or thrown by `body`
 * as {@link UsageError}, are told and give exit code 2.
 */
export async function withArguments(
  command: string,
  help: string,
  options: ParseArgsOptionsConfig,
  argv: readonly string[],
  body: (found: Arguments) => Promise<number>,
): Promise<number> {
  try {
    const found = parse(argv, options);
    if (found.values["help"] !== true) return await body(found);
    process.stdout.write(help);
    return EXIT.ok;
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) throw thrown;
    const message = `${thrown.message} (see: ts-updatable ${command} --help)`;
    printFailure({ code: "USAGE", message }, argv.includes("--json"));
    return EXIT.usage;
  }
}

function parse(argv: readonly string[], options: ParseArgsOptionsConfig): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { values: values as Arguments["values"], positionals };
  } catch (thrown) {
    throw new UsageError((thrown as Error).message);
  }
}

export function getSocket({ values }: Arguments): string {
  const socket = values["to"];
  if (typeof socket !== "string" || socket === "") throw new UsageError("--to SOCKET is missing: the control socket of the process.");
  return socket;
}

export function expectNoMore(positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError(`unexpected argument: ${positionals.join(" ")}.`);
}

export function getUpdateParams({ values }: Arguments): UpdateParams & GroupParams {
  const { policy, timeout, deadline, "after-deadline": after, "on-failure": onFailure } = values;
  if (values["barrier"] === true && onFailure !== undefined && onFailure !== "undo")
    throw new UsageError("--barrier is for all threads or none: --on-failure leave and replace do not go with it.");
  if (policy !== "drain" && (deadline !== undefined || after !== undefined))
    throw new UsageError("--deadline and --after-deadline belong to --policy drain: no other policy has a deadline.");
  const params: UpdateParams & GroupParams = {
    ...(values["dry-run"] === true ? { dryRun: true } : {}),
    ...(values["allow-abort"] === true || values["allow-kill"] === true ? { allowAbort: true } : {}),
    ...(typeof policy === "string" ? { policy: parseWord("--policy", policy, POLICIES) } : {}),
    ...(typeof timeout === "string" ? { timeoutMs: parseMs("--timeout", timeout) } : {}),
    ...(typeof deadline === "string" ? { deadlineMs: parseMs("--deadline", deadline) } : {}),
    ...(typeof after === "string" ? { afterDeadline: parseWord("--after-deadline", after, AFTER_DEADLINE) } : {}),
    ...(values["barrier"] === true ? { barrier: true } : {}),
    ...(typeof onFailure === "string" ? { onFailure: parseWord("--on-failure", onFailure, ON_FAILURE) } : {}),
  };
  const { deadlineMs = DEFAULT_DEADLINE_MS, timeoutMs = DEFAULT_TIMEOUT_MS } = params;
  if (policy === "drain" && deadlineMs >= timeoutMs)
    throw new UsageError(
      `the deadline of ${deadlineMs} ms is not before the timeout of ${timeoutMs} ms: what is to follow it would never happen. Give a longer --timeout.`,
    );
  return params;
}

function parseWord<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new UsageError(`${option} ${text} is not known: it is one of ${words.join(", ")}.`);
  return found;
}

export function parseMs(option: string, text: string): number {
  const ms = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(ms <= MAX_TIMEOUT_MS)) throw new UsageError(`${option} ${text} is not a whole number of milliseconds from 0 to ${MAX_TIMEOUT_MS}.`);
  return ms;
}

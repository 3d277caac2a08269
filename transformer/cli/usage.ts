// Reads the arguments of the commands that talk to a process, and says what is wrong with them.
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { POLICIES, type Policy } from "../../runtime/contract/protocol.js";
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
} as const satisfies ParseArgsOptionsConfig;

/** Parameters that `apply` and `rollback` share, as the control protocol has them. */
export interface UpdateParams {
  readonly dryRun?: boolean;
  readonly policy?: Policy;
  readonly timeoutMs?: number;
}

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

export function getUpdateParams({ values }: Arguments): UpdateParams {
  return {
    ...(values["dry-run"] === true ? { dryRun: true } : {}),
    ...(typeof values["policy"] === "string" ? { policy: parsePolicy(values["policy"]) } : {}),
    ...(typeof values["timeout"] === "string" ? { timeoutMs: parseTimeout(values["timeout"]) } : {}),
  };
}

function parsePolicy(text: string): Policy {
  const found = POLICIES.find((policy) => policy === text);
  if (found === undefined) throw new UsageError(`--policy ${text} is not known: it is one of ${POLICIES.join(", ")}.`);
  return found;
}

function parseTimeout(text: string): number {
  const ms = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(ms <= MAX_TIMEOUT_MS)) throw new UsageError(`--timeout ${text} is not a whole number of milliseconds from 0 to ${MAX_TIMEOUT_MS}.`);
  return ms;
}

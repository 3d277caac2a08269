// `ts-updatable checkpoint`: writes the running computation of a process to a file.
import { resolve } from "node:path";
import { type CheckpointAnswer, DEFAULT_TIMEOUT_MS } from "../../runtime/contract/protocol.js";
import { request } from "../../runtime/control/client.js";
import { fail } from "./ask.js";
import { EXIT, printError, printJson, printWaiting } from "./output.js";
import { commonOptions, expectNoMore, getSocket, parseMs, UsageError, withArguments } from "./usage.js";

const HELP = `Usage: ts-updatable checkpoint --to SOCKET --out FILE [--keep] [--timeout MS] [--json]

Writes what the process at SOCKET computes (its running calls, the variables of its modules, and every object that they reach) to FILE,
from which \`ts-updatable resume\` goes on with it in another process. The process that was asked then stops.
Where something cannot go on in another process (a socket, a pending promise), it is named, nothing is written and the process goes on.

  --to SOCKET     control socket of the process (its TS_UPDATABLE_SOCKET)
  --out FILE      file to write; one that is there is replaced, at once
  --keep          the process goes on, too
  --timeout MS    how long to wait for an update point where every running call can be written (default 10000)
  --json          print one JSON object

Exit code: 0 written; 1 not written, the process goes on; 2 bad usage or no such process.
`;

/** Beyond its timeout: a large heap takes long to write. */
const SILENCE_MS = 600_000;

const options = { ...commonOptions, out: { type: "string" }, keep: { type: "boolean" }, timeout: { type: "string" } } as const;

export function checkpoint(argv: readonly string[]): Promise<number> {
  return withArguments("checkpoint", HELP, options, argv, (found) => {
    expectNoMore(found.positionals);
    const { out, keep, timeout, json } = found.values;
    if (typeof out !== "string" || out === "") throw new UsageError("--out FILE is missing: the file to write.");
    const timeoutMs = typeof timeout === "string" ? parseMs("--timeout", timeout) : DEFAULT_TIMEOUT_MS;
    return ask(getSocket(found), { path: resolve(out), afterwards: keep === true ? "stay" : "exit", timeoutMs }, json === true);
  });
}

async function ask(
  socket: string,
  params: { readonly path: string; readonly afterwards: "exit" | "stay"; readonly timeoutMs: number },
  json: boolean,
): Promise<number> {
  try {
    const answer = await request(socket, "checkpoint", params, { onProgress: printWaiting, silenceMs: params.timeoutMs + SILENCE_MS });
    if (json) printJson(answer);
    else if (answer.ok) process.stdout.write(`${describe(answer)}\n`);
    if (answer.error !== undefined) printError(answer.error);
    return answer.ok ? EXIT.ok : EXIT.refused;
  } catch (thrown) {
    return fail(thrown, json, EXIT.refused);
  }
}

const describe = ({ file, frames, objects, bytes, afterwards, version }: CheckpointAnswer): string =>
  `${file}: ${frames} running calls and ${objects} objects of version ${version}, ${bytes} bytes; the process ${afterwards === "exit" ? "has stopped" : "goes on"}`;

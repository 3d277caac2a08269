// `ts-updatable apply`: lands a patch in the running process.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { askUpdate } from "./ask.js";
import { applyOnProbation } from "./probation.js";
import { type Arguments, expectNoMore, getSocket, getUpdateParams, parseMs, UsageError, updateOptions, withArguments } from "./usage.js";

const HELP = `Usage: ts-updatable apply PATCH --to SOCKET [--dry-run] [--policy NAME] [--timeout MS]
                          [--confirm-within MS [--health CMD|URL [--tries N]]] [--json]

Lands the patch PATCH (a folder written by \`ts-updatable diff\`) in the process that listens at SOCKET, in all its threads,
and in the processes that have joined it.

  --to SOCKET     control socket of the process (its TS_UPDATABLE_SOCKET)
  --dry-run       say what would be done, and change nothing
  --policy NAME   when a changed function is active:
                    move           move it into its new code at once (default)
                    when-inactive  wait until none is active
                    finish-old     let work in progress end in the version it began
                                   in, with all that it calls and starts
                    drain          wait until none is active and no transaction
                                   runs, but not longer than --deadline
                    restart        move it; where it stands at a place without a counterpart it
                                   begins anew in its new code, and its caller gets one result
                    abort          move it; where it stands at such a place it is ended, and its
                                   caller gets an error (UpdateAborted). Needs --allow-abort
                  What the patch says of a function (definePolicies) beats this
  --allow-abort   calls may be ended with an error (also: --allow-kill)
  --deadline MS   of drain: how long to wait (default 5000)
  --after-deadline NAME
                  of drain, what is done then: move (default) or finish-old
  --timeout MS    how long to wait for an update point; 0: only if possible at once (default 10000)
  --on-failure NAME
                  where the update is for several threads or processes, and one cannot make it:
                    undo     all go back (default)
                    leave    it stays in its version, and is named
                    replace  it is ended, so that whoever started it starts another one
  --barrier       all threads of a process come into the new version at the same moment, or none does:
                  each waits where it could make the update until the last one can. For messages
                  that change their format. Default: each as soon as it can. Not for several processes
  --confirm-within MS
                  put the new version on probation: unless \`ts-updatable confirm\` comes within
                  MS the process goes back by itself. Other updates are refused meanwhile.
                  Refused where the patch has no way back. What going back would lose is told first
  --health CMD|URL
                  decide here: run the shell command (0 is well) or ask the URL (2xx is well)
                  again and again for MS; then confirm, or go back at the first failure
  --tries N       so many failures one after the other are one (default 1)
  --json          print one JSON object

Exit code: 0 in force (with --health: and confirmed); 1 refused, undone, or not reached in time (the process goes on in the old version);
2 bad usage or no such process.
`;

const options = {
  ...updateOptions,
  "confirm-within": { type: "string" },
  health: { type: "string" },
  tries: { type: "string" },
} as const;

export function apply(argv: readonly string[]): Promise<number> {
  return withArguments("apply", HELP, options, argv, (found) => {
    const params = { path: getPatch(found), ...getUpdateParams(found) };
    const json = found.values["json"] === true;
    const confirmWithinMs = getConfirmWithin(found);
    const health = getHealth(found);
    const socket = getSocket(found);
    if (confirmWithinMs === undefined) return askUpdate(socket, "apply", params, json);
    return applyOnProbation(socket, { ...params, confirmWithinMs }, health, json);
  });
}

function getConfirmWithin({ values }: Arguments): number | undefined {
  const text = values["confirm-within"];
  return typeof text === "string" ? parseMs("--confirm-within", text) : undefined;
}

function getHealth({ values }: Arguments): { readonly check: string; readonly tries: number } | undefined {
  const { health, tries = "1", "confirm-within": within } = values;
  if (typeof health !== "string") {
    if (values["tries"] !== undefined) throw new UsageError("--tries belongs to --health.");
    return undefined;
  }
  if (within === undefined) throw new UsageError("--health belongs to --confirm-within MS: it is asked for so long.");
  if (!/^[1-9]\d{0,5}$/.test(String(tries))) throw new UsageError(`--tries ${tries} is not a whole number from 1 on.`);
  return { check: health, tries: Number(tries) };
}

/** Absolute, because the process has a current folder of its own. */
function getPatch({ positionals: [patch, ...more] }: Arguments): string {
  if (patch === undefined) throw new UsageError("PATCH is missing: the folder that `ts-updatable diff` wrote.");
  expectNoMore(more);
  const path = resolve(patch);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`there is no patch at ${path}: write one with \`ts-updatable diff\`.`);
  if (!found.isDirectory()) throw new UsageError(`${path} is not a folder: a patch is the folder that \`ts-updatable diff\` writes.`);
  return path;
}

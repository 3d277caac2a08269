// `ts-updatable apply`: lands a patch in the running process.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { askUpdate } from "./ask.js";
import { type Arguments, expectNoMore, getSocket, getUpdateParams, UsageError, updateOptions, withArguments } from "./usage.js";

const HELP = `Usage: ts-updatable apply PATCH --to SOCKET [--dry-run] [--policy NAME] [--timeout MS] [--json]

Lands the patch PATCH (a folder written by \`ts-updatable diff\`) in the process that listens at SOCKET.

  --to SOCKET     control socket of the process (its TS_UPDATABLE_SOCKET)
  --dry-run       say what would be done, and change nothing
  --policy NAME   when a changed function is active:
                    move           move it into its new code at once (default)
                    when-inactive  wait until none is active
                    finish-old     let work in progress end in old code
                    drain          wait until none is active and no transaction
                                   runs, but not longer than --deadline
  --deadline MS   of drain: how long to wait (default 5000)
  --after-deadline NAME
                  of drain, what is done then: move (default) or finish-old
  --timeout MS    how long to wait for an update point; 0: only if possible at once (default 10000)
  --json          print one JSON object

Exit code: 0 in force; 1 refused, undone, or not reached in time (the process goes on in the old version);
2 bad usage or no such process.
`;

export function apply(argv: readonly string[]): Promise<number> {
  return withArguments("apply", HELP, updateOptions, argv, (found) => {
    const path = getPatch(found);
    return askUpdate(getSocket(found), "apply", { path, ...getUpdateParams(found) }, found.values["json"] === true);
  });
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

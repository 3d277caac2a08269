// `ts-updatable rollback`: brings the running process back to the version before.
import { askUpdate } from "./ask.js";
import { expectNoMore, getSocket, getUpdateParams, updateOptions, withArguments } from "./usage.js";

const HELP = `Usage: ts-updatable rollback --to SOCKET [--dry-run] [--policy NAME] [--timeout MS] [--json]

Goes back to the version before, as an update in the other direction.

  --to SOCKET     control socket of the process (its TS_UPDATABLE_SOCKET)
  --dry-run       say what would be done, and change nothing
  --policy NAME   move (default), when-inactive, finish-old, drain, restart, abort: see \`ts-updatable apply --help\`
  --deadline MS, --after-deadline NAME
                  of drain
  --on-failure NAME
                  undo (default), leave, replace
  --barrier       all threads of a process at the same moment, or none
  --timeout MS    how long to wait for an update point; 0: only if possible at once (default 10000)
  --json          print one JSON object

Exit code: 0 in force; 1 refused, undone, or not reached in time (the process goes on as it was);
2 bad usage or no such process.
`;

export function rollback(argv: readonly string[]): Promise<number> {
  return withArguments("rollback", HELP, updateOptions, argv, (found) => {
    expectNoMore(found.positionals);
    return askUpdate(getSocket(found), "rollback", getUpdateParams(found), found.values["json"] === true);
  });
}

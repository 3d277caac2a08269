// `ts-updatable status`: what the running process is made of.
import { askStatus } from "./ask.js";
import { commonOptions, expectNoMore, getSocket, withArguments } from "./usage.js";

const HELP = `Usage: ts-updatable status --to SOCKET [--json]

Prints the version in force, the versions alive, what can still run old code, and what blocks a pending update; of
each thread and of each process that has joined, its version, and what is wrong with it.

  --to SOCKET     control socket of the process (its TS_UPDATABLE_SOCKET)
  --json          print one JSON object

Exit code: 0; 2 bad usage or no such process.
`;

export function status(argv: readonly string[]): Promise<number> {
  return withArguments("status", HELP, commonOptions, argv, (found) => {
    expectNoMore(found.positionals);
    return askStatus(getSocket(found), found.values["json"] === true);
  });
}

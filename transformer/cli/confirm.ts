// `ts-updatable confirm`: keeps the version that is on probation.
import { askConfirm } from "./ask.js";
import { commonOptions, expectNoMore, getSocket, withArguments } from "./usage.js";

const HELP = `Usage: ts-updatable confirm --to SOCKET [--version VERSION] [--json]

Keeps the version that was applied with \`--confirm-within\`. Without it the process goes back when the time is over.

  --to SOCKET        control socket of the process (its TS_UPDATABLE_SOCKET)
  --version VERSION  only if this is the version on probation
  --json             print one JSON object

Exit code: 0 confirmed; 1 no version is on probation, or the time is over; 2 bad usage or no such process.
`;

export function confirm(argv: readonly string[]): Promise<number> {
  return withArguments("confirm", HELP, { ...commonOptions, version: { type: "string" } }, argv, (found) => {
    expectNoMore(found.positionals);
    const { version, json } = found.values;
    return askConfirm(getSocket(found), typeof version === "string" ? { version } : {}, json === true);
  });
}

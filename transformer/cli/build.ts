// `ts-updatable build`: tsc's command line over our own TypeScript, whose output is updatable.
import { runBuild } from "../host/build-command.js";
import { instrument } from "../pipeline.js";

const HELP = `Usage: ts-updatable build [-p TSCONFIG] [--outDir DIR] [--watch] [any option of tsc]
       ts-updatable build -b [TSCONFIG ...] [any option of tsc -b]

  Compiles as updatable what tsc would compile, with the diagnostics and exit codes of tsc. The outputs are what
  "node" runs; ".ts-updatable" in the same folder holds what later updates need. Options of the entry
  {"transform": "ts-updatable/transformer"} in the tsconfig's "plugins" are honoured.

  --json   one JSON object on standard output; what tsc prints goes to standard error
`;

export async function build(argv: readonly string[]): Promise<number> {
  if (argv.includes("--help") || argv.includes("-h")) return printHelp();
  return runBuild(argv, instrument);
}

function printHelp(): number {
  process.stdout.write(HELP);
  return 0;
}

#!/usr/bin/env node
// The `ts-updatable` command: finds the command and loads only that one, so that `apply`, `status` and others need no TypeScript.
import { enableCompileCache } from "node:module";
import { EXIT, printFailure } from "./output.js";

type Command = (argv: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  build: async () => toCommand((await import("./build.js")).build),
  diff: async () => toCommand((await import("./diff.js")).diff),
  apply: async () => (await import("./apply.js")).apply,
  confirm: async () => (await import("./confirm.js")).confirm,
  status: async () => (await import("./status.js")).status,
  rollback: async () => (await import("./rollback.js")).rollback,
  start: async () => (await import("./start.js")).start,
  checkpoint: async () => (await import("./checkpoint.js")).checkpoint,
  resume: async () => (await import("./resume.js")).resume,
};

const HELP = `Usage: ts-updatable COMMAND [arguments]

  build      compile a program as updatable
  diff       link a patch from two builds
  apply      land a patch in a running process
  confirm    keep a version that is on probation
  status     show what a running process is made of
  rollback   bring a running process back to the version before
  start      start a program in the version that was confirmed last
  checkpoint write the running computation of a process to a file
  resume     go on with a computation from such a file

ts-updatable COMMAND --help tells more.
`;

/** Gives each command an array of its own. */
function toCommand(run: (argv: string[]) => Promise<number>): Command {
  return (argv) => run([...argv]);
}

async function main([name, ...argv]: readonly string[]): Promise<number> {
  if (name === "--help" || name === "-h" || name === "help") return printHelp();
  const load = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) return refuse(name, argv);
  const command = await load();
  return command(argv);
}

function printHelp(): number {
  process.stdout.write(HELP);
  return EXIT.ok;
}

function refuse(name: string | undefined, argv: readonly string[]): number {
  const found = name === undefined || name.startsWith("-") ? "no command was given" : `there is no command ${name}`;
  const message = `${found}: it is one of ${Object.keys(COMMANDS).join(", ")} (see: ts-updatable --help)`;
  printFailure({ code: "USAGE", message }, name === "--json" || argv.includes("--json"));
  return EXIT.usage;
}

/** What nobody expected: our bug, or an installation that lacks something. */
function reportBug(thrown: unknown): number {
  const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  printFailure({ code: "INTERNAL", message }, process.argv.includes("--json"));
  return EXIT.refused;
}

enableCompileCache(); // as tsc does: TypeScript is 9 MB of JavaScript
process.exitCode = await main(process.argv.slice(2)).catch(reportBug);

// `ts-updatable resume`: goes on with a computation from the file that `ts-updatable checkpoint` wrote.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { CHECKPOINT_KIND, type CheckpointHeader } from "../../runtime/contract/checkpoint.js";
import { become } from "./become.js";
import { EXIT, printFailure } from "./output.js";
import { expectNoMore, UsageError, withArguments } from "./usage.js";

const HELP = `Usage: ts-updatable resume FILE [--out-dir BUILD] [--patch PATCH]...

Goes on with the computation that \`ts-updatable checkpoint\` wrote to FILE. This process becomes the program: its streams, signals,
exit code and process id are those of the program. TS_UPDATABLE_SOCKET opens its control socket, NODE_OPTIONS are options for node.

  --out-dir BUILD  folder of the build that was in force, where it is not where it was
  --patch PATCH    patch to apply before the computation goes on; several in their order

Exit code: that of the program; 1 it cannot go on (nothing of it has run); 2 bad usage.
`;

export function resume(argv: readonly string[]): Promise<number> {
  const options = {
    "out-dir": { type: "string" },
    patch: { type: "string", multiple: true },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  return withArguments("resume", HELP, options, argv, async ({ positionals: [file, ...more], values }) => {
    if (file === undefined) throw new UsageError("FILE is missing: the file that `ts-updatable checkpoint` wrote.");
    expectNoMore(more);
    const {
      patch,
      "out-dir": outDir,
      json,
    } = values as { readonly patch?: readonly string[]; readonly "out-dir"?: string; readonly json?: boolean };
    const problem = run(resolve(file), outDir, patch ?? []);
    printFailure({ code: "RESUME", message: problem }, json === true);
    return EXIT.refused;
  });
}

/** Returns why it cannot be done. */
function run(file: string, outDir: string | undefined, patches: readonly string[]): string {
  const header = readHeader(file);
  if (typeof header === "string") return header;
  const root = resolve(outDir ?? header.outDir);
  if (!existsSync(root))
    return `there is no ${root}, the build that the checkpoint was taken of: put it back, or name its folder with --out-dir.`;
  const runtime = findRuntime(root);
  if (runtime === undefined) return `ts-updatable is not installed where the program at ${root} finds it: install it there.`;
  return become(runtime, [file, root, ...patches.map((patch) => resolve(patch))], withoutInheritance());
}

/** The version is that of the file, not of a process that started this one. */
function withoutInheritance(): NodeJS.ProcessEnv {
  const { TS_UPDATABLE_INHERIT: _inherited, ...env } = process.env;
  return env;
}

/** That of the program, which its packages may use as well. */
function findRuntime(root: string): string | undefined {
  try {
    return join(dirname(createRequire(join(root, "main.js")).resolve("ts-updatable/internal")), "checkpoint", "go-on.js");
  } catch {
    return undefined;
  }
}

function readHeader(file: string): CheckpointHeader | string {
  try {
    const [line = ""] = readFileSync(file, "utf8").split("\n", 1);
    const header = JSON.parse(line) as Partial<CheckpointHeader> | null;
    if (header?.kind === CHECKPOINT_KIND) return header as CheckpointHeader;
  } catch (error) {
    if (!(error instanceof SyntaxError))
      return `${file} cannot be read (${(error as Error).message}): name the file that \`ts-updatable checkpoint\` wrote.`;
  }
  return `${file} is no checkpoint: name the file that \`ts-updatable checkpoint\` wrote.`;
}

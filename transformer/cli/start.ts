// `ts-updatable start`: starts a program in the version that was confirmed last for its build folder.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { BUILD_FOLDER, type BuildManifest, MANIFEST_FILE } from "../../runtime/contract/build.js";
import { IN_FORCE_FILE, IN_FORCE_FORMAT, type InForce, RECORD_VARIABLE } from "../../runtime/contract/in-force.js";
import { become } from "./become.js";
import { EXIT, printFailure, printNote } from "./output.js";
import { expectNoMore, UsageError, withArguments } from "./usage.js";

const HELP = `Usage: ts-updatable start OUT MAIN [--as-built] [-- ARGUMENTS ...]

Starts \`node MAIN ARGUMENTS ...\` in the version that was confirmed last for the build folder OUT: in OUT itself, or in the
build to which a process that was started from OUT was updated. This process becomes that program: its streams, signals,
exit code and process id are those of the program. Options for node itself go into NODE_OPTIONS.

  MAIN         file to run, relative to the build folder
  --as-built   run OUT itself, whatever was confirmed

Exit code: that of the program; 1 the recorded version cannot be started; 2 bad usage.
`;

/** Why the recorded version cannot be started, and how to go on. */
class StartError extends Error {}

export function start(argv: readonly string[]): Promise<number> {
  const end = argv.indexOf("--");
  const [own, rest] = end < 0 ? [argv, []] : [argv.slice(0, end), argv.slice(end + 1)];
  const options = { "as-built": { type: "boolean" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
  return withArguments("start", HELP, options, own, async ({ positionals: [out, main, ...more], values }) => {
    if (out === undefined || main === undefined)
      throw new UsageError("OUT and MAIN are missing: a build folder, and the file in it that is to run.");
    expectNoMore(more);
    return run(resolve(out), main, rest, { asBuilt: values["as-built"] === true, json: values["json"] === true });
  });
}

function run(out: string, main: string, rest: readonly string[], how: { readonly asBuilt: boolean; readonly json: boolean }): number {
  try {
    const root = how.asBuilt ? out : findConfirmed(out);
    const file = join(root, main);
    if (!existsSync(file)) throw new StartError(`there is no ${file}: name the file as it is called in that build.`);
    const problem = become(file, rest, { ...process.env, [RECORD_VARIABLE]: JSON.stringify([out, root]) });
    throw new StartError(`${problem} Start \`node\` on the build folder itself.`);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    printFailure({ code: "START", message: error.message }, how.json);
    return EXIT.refused;
  }
}

/** The build folder to start. */
function findConfirmed(out: string): string {
  const build = readBuild(out);
  if (build === undefined)
    throw new StartError(`${out} is not a build: it holds no ${join(BUILD_FOLDER, MANIFEST_FILE)}. Build the program first.`);
  const record = readRecord(out);
  if (record === undefined) return out;
  const { base, confirmed, probation } = record;
  if (base !== build)
    throw new StartError(
      `${out} was built again (${build}) since a process that ran ${base} was updated to ${confirmed.version}: which one is wanted is not known. Say --as-built, which starts ${build}, or start the build of ${confirmed.version} itself.`,
    );
  if (probation !== undefined)
    printNote(
      `version ${probation.version} was on probation until ${probation.until} and was not confirmed: starting ${confirmed.version}.`,
    );
  const root = confirmed.outDir === undefined ? undefined : resolve(out, confirmed.outDir);
  const found = root === undefined ? undefined : readBuild(root);
  if (root !== undefined && found === confirmed.version) return root;
  const where =
    root === undefined
      ? "its build folder was not found when it came into force"
      : `${root} ${found === undefined ? "is not a build" : `holds ${found}`} now`;
  throw new StartError(
    `version ${confirmed.version} was confirmed, but ${where}. Put its build back there, start its build folder itself (\`ts-updatable start FOLDER MAIN\`), or say --as-built, which starts ${build}.`,
  );
}

function readBuild(root: string): string | undefined {
  const file = join(root, BUILD_FOLDER, MANIFEST_FILE);
  return existsSync(file) ? (parse(file) as BuildManifest).build : undefined;
}

function readRecord(out: string): InForce | undefined {
  const file = join(out, BUILD_FOLDER, IN_FORCE_FILE);
  if (!existsSync(file)) return undefined;
  const record = parse(file) as InForce;
  if (record.format === IN_FORCE_FORMAT) return record;
  throw new StartError(
    `${file} has format ${String(record.format)}, this version of ts-updatable reads ${IN_FORCE_FORMAT}: say --as-built, or use the version that wrote it.`,
  );
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new StartError(`${file} cannot be read (${(error as Error).message}): give access to it, or say --as-built.`);
  }
}

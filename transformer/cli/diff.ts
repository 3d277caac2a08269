// `ts-updatable diff`: links a patch out of two builds, and says of every change what becomes of it.
import { existsSync, readdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { showPlace } from "../../runtime/contract/build.js";
import { type Change, PATCH_FILE, type Patch } from "../../runtime/contract/patch.js";
import type { ErrorAnswer } from "../../runtime/contract/protocol.js";
import { type Answer, type Answers, answersBack, type InitialiserChoice } from "../diff/answers.js";
import type { Rule } from "../diff/choices.js";
import { blockingChanges, type Comparison, compareBuilds } from "../diff/compare-builds.js";
import { channelChanges } from "../diff/compare-channels.js";
import { writePatch } from "../diff/link-patch.js";
import { InputError, readBuild } from "../diff/read-build.js";
import { strictChanges } from "../diff/strict.js";
import { checkChoices, readOverridden } from "./diff-choices.js";
import { checkFile, linkerOf, type OpenTransformers, openTransformers, writeSkeleton } from "./diff-transformers.js";
import { printError } from "./output.js";

const HELP = `ts-updatable diff OLD_OUT NEW_OUT --out PATCH [--transformers FILE.ts] [--initialisers ask|keep|rerun]
                  [--instances eager|lazy] [--override RULE]... [--strict] [--json]

Links the patch PATCH (a folder) from two builds, and prints each change with its verdict:
safe, migrated, needs-transformer, refused or no-effect.

  --out PATCH            folder to write; an older patch there is replaced
  --transformers FILE    what becomes of state that cannot be carried over by itself: TypeScript, checked against
                         both versions. Where something is missing, diff writes its beginning: PATCH.transformers.ts
  --initialisers CHOICE  what a module constant gets whose initialiser changed: its present value (keep),
                         the new one (rerun); ask (the default) refuses
  --instances WHEN       when objects that exist get the fields of their class's new version: all before the patch is in
                         force (eager, the default), or each when a new field is first touched (lazy), where no state
                         transformer is needed: no pause, but until then Object.keys, JSON.stringify and spread show it
                         as it was. The transformers file can say it for each class
  --override RULE        go on although choices contradict each other, or the code, by this rule; the patch, the answer of
                         apply and the process's log say so. Rules: restart-impure (a call begins anew that may have done
                         something outside of the process), finish-old-state (calls end in old code that uses a variable
                         which a state transformer converts), finish-old-calls (calls end in old code, and some of what
                         they call does not), lazy-transformer (a transformer reads several fields, and would run later); and, of what is declared to hold together: together-lazy (objects follow one by
                         one), together-mixed (calls end in old code while the rest is new), together-ended (calls end in
                         their middle), together-rerun (one variable begins anew while another stays)
  --strict               refuse what writes to globals, process.env or the exports of other modules and did not before
  --json                 print one JSON object

Exit: 0 written; 1 not written, a change needs a decision or cannot be made; 2 bad usage or unreadable input.
`;

interface DiffOptions {
  readonly old: string;
  readonly new: string;
  readonly out: string;
  readonly initialisers: InitialiserChoice;
  readonly transformers: string | undefined;
  readonly instances: Answers["instances"];
  /** Rules (choices.ts) that count for nothing here. */
  readonly overridden: readonly Rule[];
  readonly strict: boolean;
  readonly json: boolean;
}

export async function diff(argv: readonly string[]): Promise<number> {
  try {
    const options = readOptions(argv);
    if (options === "help") {
      process.stdout.write(HELP);
      return 0;
    }
    return await run(options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`ts-updatable diff: ${error.message}\n`);
    if (argv.includes("--json"))
      process.stdout.write(`${JSON.stringify({ ok: false, error: { code: "INPUT", message: error.message } })}\n`);
    return 2;
  }
}

async function run(options: DiffOptions): Promise<number> {
  const [from, to] = [readBuild(options.old), readBuild(options.new)];
  const file = options.transformers === undefined ? undefined : await openTransformers(options.transformers);
  const nothing: ReadonlyMap<string, Answer> = new Map();
  const { initialisers, instances } = options;
  const invariants = file?.invariants ?? [];
  const compared = compareBuilds(from, to, {
    initialisers,
    instances,
    direction: "forward",
    given: file?.forward ?? nothing,
    policies: file?.policies ?? new Map(),
    invariants,
  });
  const back = compareBuilds(to, from, {
    initialisers: initialisers === "ask" ? "keep" : initialisers,
    instances,
    direction: "back",
    given: answersBack(file?.forward ?? nothing, file?.back ?? nothing),
    policies: new Map(),
    invariants,
  });
  const found = [...channelChanges(compared.channels, back.channels), ...(options.strict ? strictChanges(compared) : [])];
  const forward = { ...compared, changes: [...compared.changes, ...found] };
  const choices = checkChoices(forward, file, options);
  const questions = { forward: forward.questions, back: back.questions };
  const isChecked = file === undefined || choices.problems.length > 0;
  const checked = isChecked ? undefined : await checkFile(file, questions, forward);
  const problems = checked?.problems ?? choices.problems;
  const blocking = blockingChanges(forward.changes);
  if (blocking.length + problems.length > 0) return await refuse(options, forward, back, problems, file);
  checkTarget(options.out);
  const linker = file && checked && (await linkerOf(file, checked.asynchronous));
  const patch = await writePatch(forward, back, options.out, linker, choices.overrides);
  const { id, changes, reverse, overrides } = patch;
  return report(options, { ok: true, patch: options.out, id, from: from.id, to: to.id, changes, reverse, overrides }, 0);
}

async function refuse(
  options: DiffOptions,
  forward: Comparison,
  back: Comparison,
  problems: readonly ErrorAnswer[],
  file: OpenTransformers | undefined,
): Promise<number> {
  const questions = { forward: forward.questions, back: back.questions };
  const skeleton = await writeSkeleton(options.out, questions, file, { from: forward.from.id, to: forward.to.id });
  const result = { ok: false, from: forward.from.id, to: forward.to.id, changes: forward.changes };
  return report(options, { ...result, ...(problems.length === 0 ? {} : { problems }), ...(skeleton === undefined ? {} : { skeleton }) }, 1);
}

/** Only a patch may be replaced by a patch. */
function checkTarget(folder: string): void {
  if (!existsSync(folder) || existsSync(resolve(folder, PATCH_FILE)) || readdirSync(folder).length === 0) return;
  throw new InputError(`${folder} exists and is not a patch: it is left as it is. Name another folder with --out.`);
}

interface Report {
  readonly ok: boolean;
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
  readonly patch?: string;
  readonly id?: string;
  readonly reverse?: Patch["reverse"];
  readonly overrides?: Patch["overrides"];
  /** What is wrong with the transformers file. */
  readonly problems?: readonly ErrorAnswer[];
  /** Where the beginning of a transformers file is. */
  readonly skeleton?: string;
}

function report(options: DiffOptions, result: Report, exit: number): number {
  const lines = result.changes.map(showChange);
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    const end = result.ok ? `patch ${showFolder(options.out)}: ${result.from} -> ${result.to}` : "no patch written";
    process.stdout.write(
      [...lines, ...(lines.length === 0 ? ["no change"] : []), end, ...showOverrides(result), ...showWayBack(result.reverse), ""].join(
        "\n",
      ),
    );
  }
  for (const problem of result.problems ?? []) printError(problem);
  if (result.skeleton !== undefined)
    process.stderr.write(
      `${showFolder(result.skeleton)} holds what is missing: fill it in, and say --transformers ${showFolder(result.skeleton)}\n`,
    );
  if (!result.ok) for (const change of blockingChanges(result.changes)) printError(toError(change));
  return exit;
}

const showOverrides = ({ overrides = [] }: Report): string[] =>
  overrides.map(({ rule, at, message }) => `overridden: ${rule} at ${at}\n    ${message}`);

/** What a rollback would lose is said before the update is made. */
function showWayBack(reverse: Patch["reverse"] | undefined): string[] {
  return reverse === undefined || "folder" in reverse
    ? []
    : ["this update cannot be rolled back:", ...reverse.refused.map((why) => `    ${why}`)];
}

function toError({ what, name, code = "", why, new: place, old = place }: Change): ErrorAnswer {
  const at = place ?? old;
  return { code, message: `${what} \`${name}\`: ${why}`, ...(at === undefined ? {} : { at: showPlace(at) }) };
}

/** As the user would name it here. */
function showFolder(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path.startsWith("..") ? folder : path;
}

function showChange(change: Change): string {
  const places = [change.old, change.new].flatMap((place) => (place === undefined ? [] : [showPlace(place)]));
  const why = change.why === undefined ? "" : `\n    ${change.code}: ${change.why}`;
  return `${change.verdict.padEnd(17)} ${change.what} ${change.action}: ${change.name}  ${places.join(" -> ")}${why}`;
}

function readOptions(argv: readonly string[]): DiffOptions | "help" {
  const parsed = parse(argv);
  if (parsed.values.help === true) return "help";
  const [old, next, extra] = parsed.positionals;
  if (old === undefined || next === undefined || extra !== undefined)
    throw new InputError("two build folders are wanted: ts-updatable diff OLD_OUT NEW_OUT --out PATCH");
  if (parsed.values.out === undefined) throw new InputError("--out PATCH is missing: the folder to write the patch to");
  const initialisers = parsed.values.initialisers ?? "ask";
  if (initialisers !== "ask" && initialisers !== "keep" && initialisers !== "rerun")
    throw new InputError(`--initialisers is one of ask, keep, rerun; "${initialisers}" is none of them`);
  const instances = parsed.values.instances ?? "eager";
  if (instances !== "eager" && instances !== "lazy") throw new InputError(`--instances is eager or lazy; "${instances}" is neither`);
  return {
    old,
    new: next,
    out: resolve(parsed.values.out),
    initialisers,
    instances,
    overridden: readOverridden(parsed.values.override ?? []),
    transformers: parsed.values.transformers,
    strict: parsed.values.strict === true,
    json: parsed.values.json === true,
  };
}

function parse(argv: readonly string[]): ReturnType<typeof parseDiffArgs> {
  try {
    return parseDiffArgs(argv);
  } catch (error) {
    throw new InputError(`${(error as Error).message}. See ts-updatable diff --help`);
  }
}

const parseDiffArgs = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      out: { type: "string" },
      initialisers: { type: "string" },
      instances: { type: "string" },
      transformers: { type: "string" },
      strict: { type: "boolean" },
      override: { type: "string", multiple: true },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });

// What a process has beside its frames and objects, and would lose: work of the event loop, listeners, globals, the rest of a module.
import { realpathSync } from "node:fs";
import type { StatementDescriptor } from "../contract/build.js";
import { findInstances } from "../objects/heap.js";
import { Refusal } from "../refusal.js";
import { isProgramText } from "./functions.js";
import { intrinsics, isGlobalOfNode } from "./known.js";
import type { Program } from "./program.js";

/** The module body that waits for the computation. */
export interface BodyFrame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What has called the computation. */
export interface Below {
  readonly body: BodyFrame | undefined;
  readonly isTimer: boolean;
}

/** Throws a {@link Refusal} that names what would be lost. */
export function checkSurroundings(program: Program, { body, isTimer }: Below): void {
  const resources = findResources(isTimer);
  if (resources.length > 0)
    throw new Refusal(
      "RESOURCES",
      `the process has open what cannot go on in another one: ${resources.join(", ")}. Close it before the checkpoint.`,
    );
  const events = process.eventNames().filter((event) => process.rawListeners(event as string).some(isProgramText));
  if (events.length > 0)
    throw new Refusal(
      "RESOURCES",
      `the program listens to ${events.map(String).join(", ")} of \`process\`, which a new process would not: remove the listeners before the checkpoint.`,
    );
  const globals = Object.keys(globalThis).filter(
    (name) => "value" in Object.getOwnPropertyDescriptor(globalThis, name)! && !isGlobalOfNode(name),
  );
  if (globals.length > 0)
    throw new Refusal(
      "NOT_PORTABLE",
      `the program has set global names (${globals.join(", ")}), which a new process would not have: keep such values in a module.`,
    );
  const changed = findChangedPrototypes();
  if (changed.length > 0)
    throw new Refusal(
      "NOT_PORTABLE",
      `the program has added to ${changed.join(", ")}, which a new process would not have: add to classes of its own.`,
    );
  if (body !== undefined) checkRest(program, body);
}

/** Standard input and output are those of the new process; what the control socket's thread needs is not the program's. */
function findResources(isTimer: boolean): readonly string[] {
  const timers = findTimers();
  // The one that runs is over when the computation is.
  const running = isTimer && timers.length === 1 && timers[0]?._repeat === null ? 1 : 0;
  const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles?: () => readonly { readonly fd?: unknown }[] };
  const standard = handles?.call(process).filter(({ fd }) => fd === 0 || fd === 1 || fd === 2).length ?? 0;
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const name of ["PipeWrap", "TTYWrap"]) counts.set(name, (counts.get(name) ?? 0) - standard);
  counts.set("Timeout", (counts.get("Timeout") ?? 0) - running);
  counts.set("MessagePort", (counts.get("MessagePort") ?? 0) - 1);
  const found = [...counts].filter(([, count]) => count > 0).map(([name, count]) => (count === 1 ? name : `${count} ${name}`));
  return found.length > 0 || timers.length === running ? found : [`${timers.length - running} of its timers`];
}

/** Nothing there is enumerable by itself. */
function findChangedPrototypes(): readonly string[] {
  return intrinsics().flatMap((name) => {
    const type = (globalThis as Record<string, { readonly prototype?: object } | undefined>)[name];
    return Object.keys(type?.prototype ?? {}).map((key) => `${name}.prototype.${key}`);
  });
}

interface Timer {
  readonly _destroyed?: boolean;
  readonly _onTimeout?: unknown;
  readonly _repeat?: number | null;
}

/** Those of the program; also those that do not keep the process, of which nothing else tells. */
function findTimers(): readonly Timer[] {
  const sample = setTimeout(() => undefined, 1);
  clearTimeout(sample);
  const timers = findInstances(Object.getPrototypeOf(sample) as object) as readonly Timer[];
  return timers.filter(({ _destroyed, _onTimeout }) => _destroyed === false && isProgramText(_onTimeout));
}

/** One call whose result nobody uses, at the end of the module that the process was started with. */
const LAST_CALL = /^(?:void |await )?[\w$.]+\([^()]*\);?$/;
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(["ExportDeclaration", "ImportDeclaration", "EmptyStatement"]);

/** Module bodies are not frames that can be rebuilt: nothing may be left of one when the computation is over. */
function checkRest({ modules }: Program, { file, line, column }: BodyFrame): void {
  const module = modules.find(({ record }) => record.module.file === file);
  if (module === undefined) return;
  const { source, body } = module.descriptor;
  const started = process.argv[1];
  if (started === undefined || realpathSync(started) !== realpathSync(file))
    throw bodyRefusal(`${source} is still being loaded, and the modules that import it have not run yet`, source);
  const place = module.record.base.sourceOf(line, column);
  const statements = body.filter(({ kind }) => !WITHOUT_EFFECT.has(kind));
  const isBehind = (s: StatementDescriptor & { readonly place: { readonly line: number; readonly column: number } }): boolean =>
    place !== undefined && (s.place.line > place.line || (s.place.line === place.line && s.place.column > place.column));
  const rest = statements.filter(isBehind);
  const current = statements.at(-1 - rest.length);
  const at = current === undefined ? source : `${source}:${current.place.line}:${current.place.column + 1}`;
  if (rest[0] !== undefined)
    throw bodyRefusal(`behind the running call \`${current?.text}\` the module ${source} goes on with \`${rest[0].text}\``, at);
  if (current === undefined || !LAST_CALL.test(current.text))
    throw bodyRefusal(`the running call stands within \`${current?.text ?? "its module"}\`, whose rest is left to do`, at);
}

const bodyRefusal = (what: string, at: string): Refusal =>
  new Refusal(
    "MODULE_BODY",
    `${what}: module bodies cannot be continued in another process. Let the main module end with a call such as \`main();\`.`,
    at,
  );

// Makes a patch out of two builds: compares every module, links what changed, and writes the folder.
import { createHash, hash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import {
  BUILD_FOLDER,
  type CodePlaces,
  descriptorFile,
  FORMAT,
  MANIFEST_FILE,
  type ModuleDescriptor,
  unitFile,
  type VariableDescriptor,
} from "../../runtime/contract/build.js";
import {
  type Change,
  type MessagePatch,
  type ModulePatch,
  type Override,
  PATCH_FILE,
  type Patch,
  patchText,
} from "../../runtime/contract/patch.js";
import { type Answers, type Question, variableKey } from "./answers.js";
import type { ClassFinder } from "./class-input.js";
import { type ChannelComparison, compareChannels, linkMessages } from "./compare-channels.js";
import { compareModules, type ModuleComparison } from "./compare-modules.js";
import { TypeComparer } from "./compare-types.js";
import { compareVariables, type VariableComparison } from "./compare-variables.js";
import { Effects } from "./effects.js";
import { Invariants } from "./invariants.js";
import { linkUnits } from "./link-units.js";
import { MovedVariables } from "./moved-variables.js";
import { type Build, InputError, readUnits } from "./read-build.js";
import { resolveExport, resolveModule } from "./resolve-exports.js";

export interface Comparison {
  readonly from: Build;
  readonly to: Build;
  readonly changes: readonly Change[];
  readonly modules: ReadonlyMap<string, ModuleComparison & { readonly variablesOf: VariableComparison }>;
  readonly added: readonly string[];
  readonly questions: readonly Question[];
  readonly channels: readonly ChannelComparison[];
}

/** Changes that no patch can be made for, as they are. */
export const blockingChanges = (changes: readonly Change[]): Change[] =>
  changes.filter((c) => c.verdict === "refused" || c.verdict === "needs-transformer");

export function compareBuilds(from: Build, to: Build, answers: Answers): Comparison {
  const findClass = { old: classFinder(from), new: classFinder(to) };
  const common = [...to.modules.keys()].filter((js) => from.modules.has(js)).sort();
  const types = compareTypesOf(common, from, to);
  const moved = new MovedVariables(from.modules, to.modules);
  const variables = new Map(
    common.map((js) => [
      js,
      compareVariables({
        old: moduleOf(from, js),
        new: moduleOf(to, js),
        modules: to.modules,
        answers,
        types: types.get(js) as TypeComparer,
        moved,
      }),
    ]),
  );
  const renewed = spreadRenewed(common, from, to, variables);
  const effects = new Effects(from);
  const invariants = new Invariants(from, to, answers.invariants);
  const modules = new Map(
    common.map((js) => {
      const before = moduleOf(from, js);
      const own = withImported(moduleOf(to, js), variables.get(js) as VariableComparison, renewed.get(js) ?? new Set(), to);
      const compared = compareModules(
        before,
        moduleOf(to, js),
        own,
        renewed.get(js) ?? new Set(),
        types.get(js) as TypeComparer,
        answers,
        findClass,
      );
      return [
        js,
        {
          ...compared,
          functions: invariants.of(before, moduleOf(to, js), effects.of(before, compared.functions)),
          variablesOf: own,
        },
      ] as const;
    }),
  );
  const added = [...to.modules.keys()].filter((js) => !from.modules.has(js)).sort();
  const removed = [...from.modules.keys()].filter((js) => !to.modules.has(js)).sort();
  const changes = [
    ...[...modules.values()].flatMap((m) => m.changes),
    ...added.map((js) => moduleChange(js, "added", moduleOf(to, js))),
    ...added.flatMap((js) => movedAway(moduleOf(to, js), moved, answers)),
    ...removed.map((js) => moduleChange(js, "removed", moduleOf(from, js))),
  ];
  const channels = compareChannels(from, to, answers);
  const questions = [
    ...[...modules.values()].flatMap((m) => [...m.variablesOf.questions, ...m.questions]),
    ...added.flatMap((js) => askMovedAway(moduleOf(to, js), moved)),
    ...channels.flatMap(({ question }) => question ?? []),
  ];
  return { from, to, changes, modules, added, questions, channels };
}

const classFinder =
  (build: Build): ClassFinder =>
  (module, name) => {
    const variable = module.variables.find((v) => v.name === name);
    const source = variable && (importedFrom(variable, module.js, build) ?? { js: module.js, name });
    const home = source && build.modules.get(source.js);
    const held = home?.variables.find((v) => v.name === source?.name)?.class;
    const descriptor = held === undefined ? undefined : home?.classes[held];
    return home === undefined || descriptor === undefined ? undefined : { module: home, descriptor };
  };

function askMovedAway(module: ModuleDescriptor, moved: MovedVariables): Question[] {
  return module.variables.flatMap((variable): Question[] => {
    if (moved.originOf(variable) === undefined) return [];
    const why = "it moved into a new module, which makes a value of its own";
    return [{ key: variableKey(module, variable.name), is: "required", admits: ["rerun"], why }];
  });
}

/** A new module is loaded as it is: it would make its own, empty value of what the program holds already. */
function movedAway(module: ModuleDescriptor, moved: MovedVariables, answers: Answers): Change[] {
  return module.variables.flatMap((variable): Change[] => {
    const origin = moved.originOf(variable);
    if (origin === undefined || answers.given.get(variableKey(module, variable.name))?.kind === "rerun") return [];
    const { file, line } = origin.variable.place;
    return [
      {
        verdict: "refused",
        what: "variable",
        action: "added",
        name: variable.name,
        old: origin.variable.place,
        new: variable.place,
        code: "MOVED",
        why: `it was in ${file}:${line}, and a module that is new makes a value of its own, so that what the program holds would be lost: leave it where it is and import it from there, or answer "rerun" under ${variableKey(module, variable.name)} in a transformers file`,
      },
    ];
  });
}

function compareTypesOf(modules: readonly string[], from: Build, to: Build): Map<string, TypeComparer> {
  const [before, after] = [classesOf(from), classesOf(to)];
  const isClassOfBoth = (name: string): boolean => before.has(name) && after.has(name);
  return new Map(
    modules.map((js) => [js, new TypeComparer({ old: moduleOf(from, js).types, new: moduleOf(to, js).types, isClassOfBoth })]),
  );
}

/** Classes at module level, as types name them. */
const classesOf = ({ modules }: Build): Set<string> =>
  new Set(
    [...modules.values()].flatMap(({ js, variables, classes }) => {
      const isClass = ({ kind, class: held }: VariableDescriptor): boolean =>
        kind === "class" || (held !== undefined && classes[held]?.isDecorated === true);
      return variables.filter(isClass).map(({ name }) => `${js}#${name}`);
    }),
  );

const moduleOf = (build: Build, js: string): ModuleDescriptor => build.modules.get(js) as ModuleDescriptor;

function moduleChange(js: string, action: "added" | "removed", module: ModuleDescriptor): Change {
  const place = { file: module.source, line: 1, column: 0 };
  if (action === "added") return { verdict: "safe", what: "module", action, name: js, new: place };
  return {
    verdict: "safe",
    what: "module",
    action,
    name: js,
    old: place,
    code: "STAYS_LOADED",
    why: "it stays loaded; what it started (timers, servers) goes on",
  };
}

/** A renewed name of a module is renewed in every module that imports it. */
function spreadRenewed(
  modules: readonly string[],
  from: Build,
  to: Build,
  variables: ReadonlyMap<string, VariableComparison>,
): Map<string, Set<string>> {
  const renewed = new Map(modules.map((js) => [js, new Set(variables.get(js)?.renewed)]));
  for (let grew = true; grew; ) {
    grew = false;
    for (const js of modules) {
      const own = renewed.get(js) as Set<string>;
      for (const variable of moduleOf(to, js).variables) {
        const source = importedFrom(variable, js, to);
        if (source === undefined || own.has(variable.name) || !isRenewed(source, from, to, renewed)) continue;
        own.add(variable.name);
        grew = true;
      }
    }
  }
  return renewed;
}

type Source = { readonly js: string; readonly name: string };

/** A namespace means something else as soon as one of its names does, or is new. */
function isRenewed({ js, name }: Source, from: Build, to: Build, renewed: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const names = renewed.get(js);
  if (name !== "*" || names === undefined) return names?.has(name) === true;
  const before = from.modules.get(js)?.exports ?? {};
  return Object.entries(moduleOf(to, js).exports).some(
    ([exported, local]) => !Object.hasOwn(before, exported) || (typeof local === "string" && names.has(local)),
  );
}

const importedFrom = (variable: ModuleDescriptor["variables"][number], js: string, build: Build): Source | undefined =>
  variable.from === undefined ? undefined : resolveExport(js, variable.from[0], variable.from[1], build.modules);

function withImported(module: ModuleDescriptor, own: VariableComparison, renewed: ReadonlySet<string>, to: Build): VariableComparison {
  const actions = new Map(own.actions);
  for (const variable of module.variables) {
    const source = importedFrom(variable, module.js, to);
    if (source === undefined || actions.has(variable.name) || !renewed.has(variable.name)) continue;
    actions.set(variable.name, { kind: "module", js: source.js, name: source.name });
  }
  return { ...own, actions };
}

// --- writing

/** Everything of a patch but its record: relative path to content. */
type Files = Map<string, string>;

/**
 * Writes the patch folder, with the way back inside. The folder is put in place whole or not at all.
 * @returns the patch's record
 */
export async function writePatch(
  forward: Comparison,
  back: Comparison,
  folder: string,
  transformers?: LinkTransformers,
  overrides: readonly Override[] = [],
): Promise<Patch> {
  const temporary = `${folder}.tmp-${process.pid}`;
  rmSync(temporary, { recursive: true, force: true });
  try {
    const reverse = await reverseOf(back, temporary, transformers);
    const messages = linkMessages(forward.channels, back.channels);
    const links = { ...linkBack(messages, temporary, transformers), forward: transformers?.("forward", temporary) };
    const patch = await writeOne(forward, temporary, reverse, links, overrides);
    replaceFolder(temporary, folder);
    return patch;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Compiles the state transformers for one direction, into a file of the given name. */
export type LinkTransformers = (direction: "forward" | "back", folder: string, name?: string) => LinkedTransformers;

export interface LinkedTransformers {
  readonly text: string;
  readonly map: string;
  /** Keys of those that give promises. */
  readonly asynchronous: readonly string[];
}

/** Name of the compiled transformers within a patch. */
export const TRANSFORMERS = "transformers.cjs";
/** Name of those for messages that an older version receives: whether or not the update itself can be rolled back. */
const TRANSFORMERS_BACK = "transformers-back.cjs";

interface Links {
  readonly forward: LinkedTransformers | undefined;
  readonly back?: LinkedTransformers;
  readonly messages?: Record<string, MessagePatch>;
}

function linkBack(messages: Record<string, MessagePatch>, folder: string, link: LinkTransformers | undefined): Omit<Links, "forward"> {
  const back = Object.values(messages).some((way) => way.back === "convert") ? link?.("back", folder, TRANSFORMERS_BACK) : undefined;
  return { ...(Object.keys(messages).length === 0 ? {} : { messages }), ...(back === undefined ? {} : { back }) };
}

async function reverseOf(back: Comparison, folder: string, transformers: LinkTransformers | undefined): Promise<Patch["reverse"]> {
  const blocking = blockingChanges(back.changes);
  if (blocking.length > 0) return { refused: blocking.map((c) => `${c.name}: ${c.why ?? c.verdict}`) };
  const inside = join(folder, "reverse");
  await writeOne(back, inside, { refused: ["it is the way back itself"] }, { forward: transformers?.("back", inside) });
  return { folder: "reverse" };
}

async function writeOne(
  comparison: Comparison,
  folder: string,
  reverse: Patch["reverse"],
  { forward: transformers, back, messages }: Links,
  overrides: readonly Override[] = [],
): Promise<Patch> {
  const files: Files = new Map();
  if (transformers !== undefined) files.set(TRANSFORMERS, transformers.text).set(`${TRANSFORMERS}.map`, transformers.map);
  if (back !== undefined) files.set(TRANSFORMERS_BACK, back.text).set(`${TRANSFORMERS_BACK}.map`, back.map);
  const modules: ModulePatch[] = [];
  for (const js of inDependencyOrder(comparison)) {
    const compared = comparison.modules.get(js);
    if (compared === undefined || isUntouched(compared)) continue;
    modules.push(await linkModule(comparison, js, compared, files, folder));
  }
  const added = comparison.added.map((js) => addModule(comparison.to, js, files));
  if (added.length > 0) {
    files.set(`added/${BUILD_FOLDER}/${MANIFEST_FILE}`, JSON.stringify(comparison.to.manifest));
    files.set("added/package.json", JSON.stringify({ type: moduleKind(comparison.to.root) }));
  }
  const named = nameByContent(files, modules, added);
  const record = {
    format: FORMAT,
    from: comparison.from.id,
    to: comparison.to.id,
    build: relative(folder, comparison.to.root).split(sep).join("/"),
    changes: comparison.changes,
    ...(overrides.length === 0 ? {} : { overrides }),
    modules: named.modules,
    added: named.added,
    ...(transformers === undefined ? {} : { transformers: `${named.folder}/${TRANSFORMERS}` }),
    ...(back === undefined ? {} : { transformersBack: `${named.folder}/${TRANSFORMERS_BACK}` }),
    ...(messages === undefined ? {} : { messages }),
    ...(transformers === undefined || transformers.asynchronous.length === 0 ? {} : { asynchronous: transformers.asynchronous }),
    reverse,
    files: digests(named.files),
  };
  const text = patchText(`${JSON.stringify(record).slice(1)}\n`, sha256);
  for (const [file, content] of named.files) write(join(folder, file), content);
  write(join(folder, PATCH_FILE), text);
  return JSON.parse(text) as Patch;
}

/** What a module imports comes before it: its new variables may need theirs. */
function inDependencyOrder({ modules, to }: Comparison): string[] {
  const order = new Set<string>();
  const visiting = new Set<string>();
  const visit = (js: string): void => {
    if (order.has(js) || visiting.has(js)) return;
    visiting.add(js);
    for (const { from } of to.modules.get(js)?.variables ?? []) {
      const target = from && resolveModule(js, from[0], to.modules);
      if (target !== undefined) visit(target.js);
    }
    order.add(js);
  };
  for (const js of [...modules.keys()].sort()) visit(js);
  return [...order];
}

function isUntouched(compared: ModuleComparison & { variablesOf: VariableComparison }): boolean {
  const renamed = compared.same.some(([old, id]) => old !== id);
  return (
    compared.functions.length === 0 &&
    compared.variables.length === 0 &&
    compared.variablesOf.exports.length === 0 &&
    compared.removed.length === 0 &&
    compared.dropped.length === 0 &&
    compared.classes.length === 0 &&
    !renamed
  );
}

async function linkModule(
  comparison: Comparison,
  js: string,
  compared: ModuleComparison & { variablesOf: VariableComparison },
  files: Files,
  folder: string,
): Promise<ModulePatch> {
  const descriptor = moduleOf(comparison.to, js);
  const name = unitFile(js);
  const linked = await linkUnits(
    readUnits(comparison.to, js),
    descriptor.unit,
    compared.units,
    name.slice(name.lastIndexOf("/") + 1),
    (source) => moveSource(source, js, comparison.to, folder),
  );
  if (compared.units.size > 0) files.set(name, linked.text).set(`${name}.map`, linked.map);
  return {
    js,
    ...(compared.units.size > 0 ? { unit: name } : {}),
    functions: compared.functions,
    same: compared.same,
    removed: compared.removed,
    ...(compared.dropped.length === 0 ? {} : { dropped: compared.dropped }),
    variables: compared.variables,
    exports: compared.variablesOf.exports,
    ...(compared.classes.length === 0 ? {} : { classes: compared.classes }),
    descriptor: patchedModule(descriptor, compared, linked.places),
  };
}

function patchedModule(
  { source, classes, exports, functions, variables }: ModuleDescriptor,
  compared: ModuleComparison,
  unit: CodePlaces,
): ModulePatch["descriptor"] {
  const same = new Set(compared.same.map(([, id]) => id));
  const linked = new Set(unit.spans.map(([, , , , fn]) => fn));
  const initialised = new Set(compared.variables.filter(({ action }) => action.kind === "initialise").map(({ name }) => name));
  return {
    source,
    classes,
    exports,
    functions: functions.filter(({ id, index }) => linked.has(index) || !same.has(id)).map((fn) => ({ ...fn, tree: [] })),
    variables: variables.filter(({ name }) => initialised.has(name)).map(({ name, unit: own }) => ({ name, ...(own && { unit: own }) })),
    unit,
  };
}

/** Sources are named relative to the file whose map it is; the patch file stands one folder (its content's name) below `folder`. */
function moveSource(source: string, js: string, build: Build, folder: string): string {
  const absolute = resolve(build.root, BUILD_FOLDER, dirname(js), source);
  return relative(join(folder, "0".repeat(CONTENT_NAME), dirname(js)), absolute)
    .split(sep)
    .join("/");
}

/** What Node takes the files of a build for, so that it takes new modules for the same wherever the patch lies. */
function moduleKind(folder: string): "module" | "commonjs" {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, "package.json");
    if (existsSync(file)) return (JSON.parse(readFileSync(file, "utf8")) as { type?: string }).type === "module" ? "module" : "commonjs";
    if (at === dirname(at)) return "commonjs";
  }
}

/** A new module is loaded from the patch: its base build, units and descriptor. */
function addModule(build: Build, js: string, files: Files): Patch["added"][number] {
  const copy = (from: string, to: string): void => {
    try {
      files.set(to, readFileSync(join(build.root, from), "utf8"));
    } catch (error) {
      throw new InputError(`${join(build.root, from)} cannot be read (${(error as Error).message}): build ${build.root} again.`);
    }
  };
  copy(js, `added/${js}`);
  for (const file of [descriptorFile(js), unitFile(js)]) copy(join(BUILD_FOLDER, file), `added/${BUILD_FOLDER}/${file}`);
  return { js, file: `added/${js}` };
}

/** Length of the name of the folder that holds a patch's code. */
export const CONTENT_NAME = 12;

/** Code is loaded from a folder named by its content: two patches at one path are never taken for each other. */
function nameByContent(
  files: Files,
  modules: readonly ModulePatch[],
  added: Patch["added"],
): { folder: string; files: Files; modules: ModulePatch[]; added: Patch["added"] } {
  const hash = createHash("sha256");
  for (const [file, content] of [...files].sort()) hash.update(`${file}\n${content}\n`);
  const folder = hash.digest("hex").slice(0, CONTENT_NAME);
  return {
    folder,
    files: new Map([...files].sort().map(([file, content]) => [`${folder}/${file}`, content])),
    modules: modules.map((m) => (m.unit === undefined ? m : { ...m, unit: `${folder}/${m.unit}` })),
    added: added.map((a) => ({ ...a, file: `${folder}/${a.file}` })),
  };
}

const digests = (files: Files): Record<string, string> => Object.fromEntries([...files].map(([file, content]) => [file, sha256(content)]));

const sha256 = (text: string): string => hash("sha256", text);

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function replaceFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

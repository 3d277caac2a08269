// Compares two builds: module by module, variables before what uses them.
import type { ModuleDescriptor, VariableDescriptor } from "../../runtime/contract/build.js";
import type { Change } from "../../runtime/contract/patch.js";
import type { Answers, Question } from "./answers.js";
import type { ClassFinder } from "./class-input.js";
import { type ChannelComparison, compareChannels } from "./compare-channels.js";
import { compareModules, type ModuleComparison } from "./compare-modules.js";
import { TypeComparer } from "./compare-types.js";
import { compareVariables, type VariableComparison } from "./compare-variables.js";
import { Effects } from "./effects.js";
import { Invariants } from "./invariants.js";
import { askMovedAway, movedAway } from "./moved-away.js";
import { MovedVariables } from "./moved-variables.js";
import { type Build, moduleOf } from "./read-build.js";
import { spreadRenewed, withImported } from "./renewed-names.js";
import { importedFrom } from "./resolve-exports.js";

export interface Comparison {
  readonly from: Build;
  readonly to: Build;
  readonly changes: readonly Change[];
  readonly modules: ReadonlyMap<string, ComparedModule>;
  readonly added: readonly string[];
  readonly questions: readonly Question[];
  readonly channels: readonly ChannelComparison[];
}

export interface ComparedModule extends ModuleComparison {
  readonly variablesOf: VariableComparison;
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
    const source = variable && (importedFrom(variable, module.js, build.modules) ?? { js: module.js, name });
    const home = source && build.modules.get(source.js);
    const held = home?.variables.find((v) => v.name === source?.name)?.class;
    const descriptor = held === undefined ? undefined : home?.classes[held];
    return home === undefined || descriptor === undefined ? undefined : { module: home, descriptor };
  };

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

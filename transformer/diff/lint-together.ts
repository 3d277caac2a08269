// Finds choices that take apart what the author of the patch declared to hold together.
import type { VariableDescriptor } from "../../runtime/contract/build.js";
import type { ClassPatch, ModulePatch } from "../../runtime/contract/patch.js";
import { classKey, functionKey, type Invariant, variableKey } from "./answers.js";
import { type ChangedFunction, changedFunctions } from "./changed-functions.js";
import type { Choices, Finding } from "./choices.js";
import type { Comparison } from "./compare-builds.js";
import { moduleOf } from "./read-build.js";

export function lintTogether(choices: Choices): Finding[] {
  return choices.invariants.flatMap((invariant) => {
    const functions = changedFunctions(choices.comparison).filter(({ patch }) => patch.together?.includes(invariant.name));
    return [
      ...lintLazy(invariant, choices),
      ...lintMixed(invariant, functions, choices),
      ...lintEnded(invariant, functions, choices),
      ...lintRerun(invariant, choices),
    ];
  });
}

/** Between two first touches code sees some objects as they are now and others as they were, and what holds of all of them does not hold. */
function lintLazy(invariant: Invariant, { comparison, instances, fieldsRead }: Choices): Finding[] {
  const lazy = changedClasses(comparison, invariant).filter(({ patch }) => patch.instances?.strategy === "lazy");
  return lazy.map(({ key }) => {
    const how = instances === "lazy" ? `leave --instances lazy away, or say "eager" for it` : `say "eager" for it`;
    const message = `objects of \`${key}\` would follow one by one, each at its first touch, so that ${told(invariant)} would be seen with some objects new and others old: ${how}`;
    return { rule: "together-lazy", at: fieldsRead.get(key)?.at ?? invariant.at, message };
  });
}

/** Old code goes on keeping it by the rules of the old version, beside new code and state that follow those of the new one. */
function lintMixed(invariant: Invariant, functions: readonly ChangedFunction[], choices: Choices): Finding[] {
  const left = functions.filter(({ patch }) => patch.policy === "finish-old");
  const moving = functions.filter((fn) => !left.includes(fn));
  const others = [
    ...changedClasses(choices.comparison, invariant).map(({ key }) => `objects of \`${key}\` get the fields of the new version`),
    ...changedVariables(choices.comparison, invariant).map(({ key }) => `\`${key}\` gets another value`),
    ...(moving.length === 0 ? [] : [`calls of ${moving.map((fn) => `\`${keyOf(fn)}\``).join(" and ")} are not`]),
  ];
  const [first] = left;
  if (first === undefined || others.length === 0) return [];
  const message = `calls of \`${keyOf(first)}\` are to end in old code, while ${others.join(", and ")}. All have a part in ${told(invariant)}, and each would keep it by the rules of its own version. Let all of it end in old code or none; calls that must not move can be waited for (when-inactive)`;
  return [{ rule: "together-mixed", at: placeOf(first, choices), message }];
}

function lintEnded(invariant: Invariant, functions: readonly ChangedFunction[], choices: Choices): Finding[] {
  const ended = functions.filter(({ patch }) => patch.policy === "restart" || patch.policy === "abort");
  return ended.map((fn) => ({
    rule: "together-ended",
    at: placeOf(fn, choices),
    message: `a call of \`${keyOf(fn)}\` that ends where it stands may have changed one part of ${told(invariant)} and not yet the others, and nothing makes up for that. Let it move, or wait for it (when-inactive); if it changes nothing of it, say --override together-ended`,
  }));
}

/** What one variable was filled with is gone, and the others still count on it. */
function lintRerun(invariant: Invariant, { comparison, fieldsRead }: Choices): Finding[] {
  const [renewed] = changedVariables(comparison, invariant).filter(({ how }) => how === "initialise");
  const [kept] = unchangedState(comparison, invariant);
  if (renewed === undefined || kept === undefined) return [];
  const message = `\`${renewed.key}\` gets a new value from its initialiser, while ${kept} as before, and ${told(invariant)} may not hold of the two. Convert the other as well, or let neither begin anew; if it holds all the same, say --override together-rerun`;
  return [{ rule: "together-rerun", at: fieldsRead.get(renewed.key)?.at ?? invariant.at, message }];
}

const told = ({ name, members }: Invariant): string => `\`${name}\` (${members.map((member) => member.replace(/^.*#/, "")).join(", ")})`;
const keyOf = ({ module, new: fn }: ChangedFunction): string => functionKey(module, fn.id);
const placeOf = (fn: ChangedFunction, { policies }: Choices): string => policies.get(keyOf(fn))?.at ?? "";

// --- what the patch does with its members

interface ChangedClass {
  readonly key: string;
  readonly patch: ClassPatch;
}

/** Members whose objects get or lose fields. */
function changedClasses({ modules, to }: Comparison, { members }: Invariant): ChangedClass[] {
  return [...modules].flatMap(([js, { classes }]) =>
    classes
      .map((patch) => ({ key: classKey(moduleOf(to, js), { id: patch.new }), patch }))
      .filter(({ key, patch }) => patch.instances !== undefined && members.includes(key)),
  );
}

interface ChangedVariable {
  readonly key: string;
  readonly how: ModulePatch["variables"][number]["action"]["kind"];
}

/** Members that hold another value than before. */
function changedVariables({ modules, from, to }: Comparison, { members }: Invariant): ChangedVariable[] {
  return [...modules].flatMap(([js, { variables }]) => {
    const [old, next] = [from.modules.get(js), to.modules.get(js)];
    if (old === undefined || next === undefined) return [];
    return variables
      .filter(
        ({ name, action }) => action.kind === "convert" || (action.kind === "initialise" && old.variables.some((v) => v.name === name)),
      )
      .map(({ name, action }) => ({ key: variableKey(next, name), how: action.kind }))
      .filter(({ key }) => members.includes(key));
  });
}

/** Members that stay what the program has made of them. What a literal says is the new version's as well. */
function unchangedState(comparison: Comparison, invariant: Invariant): string[] {
  const { modules, from, to } = comparison;
  const changed = new Set([...changedVariables(comparison, invariant), ...changedClasses(comparison, invariant)].map(({ key }) => key));
  const isKept = (key: string): boolean => invariant.members.includes(key) && !changed.has(key);
  return [...modules.keys()].flatMap((js) => {
    const [old, next] = [from.modules.get(js), to.modules.get(js)];
    if (old === undefined || next === undefined) return [];
    const held = next.variables.filter((variable) => isState(variable) && old.variables.some(({ name }) => name === variable.name));
    const classes = next.classes.filter(({ id }) => old.classes.some((known) => known.id === id));
    return [
      ...held.map(({ name }) => variableKey(next, name)).flatMap((key) => (isKept(key) ? [`\`${key}\` stays`] : [])),
      ...classes.map((owner) => classKey(next, owner)).flatMap((key) => (isKept(key) ? [`objects of \`${key}\` stay`] : [])),
    ];
  });
}

const isState = ({ kind, literal, class: held }: VariableDescriptor): boolean =>
  kind === "cell" || kind === "property" || (kind === "const" && literal === undefined && held === undefined);

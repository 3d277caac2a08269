// Writes a module's update units: every function in relocatable form, to be linked into a patch or loaded when a frame must be rebuilt.
import ts from "typescript";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { HeldMethod } from "../1-analyze/held-methods.js";
import type { Lowerer } from "../2-lower/lower.js";
import type { ClassValue } from "../syntax/classes.js";
import { isPrivateName, type ModuleNames, memberName, memberParts, methodName, pastName } from "../text/names.js";
import { quote, type Text } from "../text/text.js";

/** What one unit takes from its module when it is linked. */
export interface UnitLinks {
  /** Names whose value never changes: handed over once. */
  readonly constants: readonly string[];
  /** Names whose value may change: reached through a reference. */
  readonly references: readonly string[];
  /** Names among the constants that stand for a class around the function. */
  readonly classes: readonly { readonly name: string; readonly class: string }[];
  /** Private names and `super` of classes of the module. */
  readonly members: readonly MemberLink[];
}

export interface MemberLink {
  readonly value: ClassValue;
  /** Id of the class. */
  readonly class: string;
}

export interface UnitInput {
  readonly info: FunctionInfo;
  readonly links: UnitLinks;
  readonly movable: boolean;
  readonly initials: Text;
}

/** A module variable whose initialiser can be run in a process that was started without it. */
export interface VariableUnitInput {
  readonly name: string;
  /** Absent for a variable that is declared without a value. */
  readonly value: ts.Expression | ts.ClassDeclaration | undefined;
  readonly slots: readonly number[];
  readonly links: UnitLinks;
}

/** What a patch computes of a class that the process has already. */
export interface ClassUnitInput {
  readonly index: number;
  readonly links: UnitLinks;
  readonly keys: readonly MemberPart[];
  readonly values: readonly MemberPart[];
  readonly base: ts.Expression | undefined;
}

export interface MemberPart {
  /** `size`, `static limit` */
  readonly name: string;
  readonly expression: ts.Expression;
}

export function emitUnits(
  units: readonly UnitInput[],
  variables: readonly VariableUnitInput[],
  classes: readonly ClassUnitInput[],
  lowerer: Lowerer,
  names: ModuleNames,
): Text {
  return [
    `"use strict";\n`,
    units.map((unit) => emitUnit(unit, lowerer, names)),
    variables.map((v) => emitVariableUnit(v, lowerer, names)),
    classes.map((c) => emitClassUnit(c, lowerer, names)),
  ];
}

/** `exports.c2 = ($m, $k) => { …; return { keys: { "[tag]": () => (tag), }, values: { "size"() { return (0); }, }, base: () => (Base) }; };` */
function emitClassUnit(unit: ClassUnitInput, lowerer: Lowerer, names: ModuleNames): Text {
  const keys = unit.keys.map(({ name, expression }) => [`${quote(name)}: () => (`, lowerer.classPart(expression), "), "]);
  const values = unit.values.map(({ name, expression }) => [`${quote(name)}() { return (`, lowerer.classPart(expression, name), "); }, "]);
  const base = unit.base === undefined ? "" : [", base: () => (", lowerer.classPart(unit.base), ")"];
  return [
    `exports.c${unit.index} = ${emitLinks(unit, lowerer, names)}\nreturn { keys: { `,
    keys,
    "}, values: { ",
    values,
    "}",
    base,
    " }; };\n",
  ];
}

/** `exports.$limit = ($m, $k) => { …; return { enter: () => () => (initialiser) }; };` */
function emitVariableUnit(unit: VariableUnitInput, lowerer: Lowerer, names: ModuleNames): Text {
  const isFilled =
    unit.value !== undefined &&
    ts.isCallExpression(unit.value) &&
    unit.value.parent !== undefined &&
    ts.isExpressionStatement(unit.value.parent);
  const value: Text = unit.value === undefined ? "void 0" : lowerer.initialiser(unit.value, unit.name);
  // An enumeration fills a `var`, which its own code reaches as every other code does: through a reference.
  const [own, run] = isFilled
    ? [`const ${unit.name} = ${names.module}.box(void 0);`, ["", `, ${unit.name}.v`]]
    : [`let ${unit.name};`, [`${unit.name} = `, ""]];
  return [
    `exports.$${unit.name} = ${emitLinks(unit, lowerer, names)} ${own}\nreturn { enter: () => () => (${run[0]}`,
    value,
    `${run[1]}), initial: {} }; };\n`,
  ];
}

/** `($m, $k) => { const work = $k.get("work"); … const $h = $k.holder({4:"work"});`, once all that it links has been printed. */
function emitLinks({ links }: Pick<UnitInput, "links">, lowerer: Lowerer, names: ModuleNames): string {
  const { functions, methods } = lowerer.takeCalled();
  const called = functions.map(([fn, name]) => `${fn}:${quote(name)}`);
  const past = methods.map((method) => printMethodLink(method, names));
  const constants = links.constants.map((name) => {
    const around = links.classes.find((link) => link.name === name);
    return `const ${name} = $k.${around === undefined ? `get(${quote(name)})` : `class(${quote(around.class)})`};`;
  });
  const references = links.references.map((name) => `const ${name} = $k.reference(${quote(name)});`);
  const members = links.members.map(printMemberLink);
  return `(${names.module}, $k) => { ${[...constants, ...references, ...members].join(" ")} const ${names.holder} = $k.holder(${called.length === 0 ? "" : `{${called.join(",")}}`});${past.join("")}`;
}

/**
 * `const $d4 = $k.method($h,4,"Board","isFree"), $f4 = f=>f===$d4?$h.c4:$m.callee(f);`. Code that calls by a function of its own is shorter than code that
 * compares in place: V8 inlines by size. Of a private method `$k.method($h,7,"Board","#m"); const $f7 = f=>$h.c7??f;`.
 */
function printMethodLink({ info: { index }, class: id, name }: HeldMethod, { holder, module }: ModuleNames): string {
  const [method, past] = [methodName(index), pastName(index)];
  const linked = `$k.method(${holder},${index},${quote(id)},${quote(name)})`;
  if (isPrivateName(name)) return ` ${linked}; const ${past} = f=>${holder}.c${index}??f;`;
  return ` const ${method} = ${linked}, ${past} = f=>f===${method}?${holder}.c${index}:${module}.callee(f);`;
}

/** `const $p40_balance = $k.member("Account", "#balance"), { get: $g40_balance, set: $s40_balance } = $p40_balance;` */
function printMemberLink({ value, class: id }: MemberLink): string {
  const member = memberName(value);
  if (value.name === "super") return `const ${member} = $k.super(${quote(id)}, ${quote(value.side)});`;
  const { get, set } = memberParts(value);
  return `const ${member} = $k.member(${quote(id)}, ${quote(value.name)}), { get: ${get}, set: ${set} } = ${member};`;
}

/** Start and end lines of a unit, by which `diff` finds it again. */
export const unitStart = (index: number): string => `exports.f${index} = `;

/**
 * `exports.f3 = ($m, $k) => { const { work } = $k.constants(…); const $h = $k.holder(); return { enter, resume, initial }; };`
 * Each unit has a holder of its own: what was moved starts clean, with slots and flag that V8 can fold again.
 */
function emitUnit(unit: UnitInput, lowerer: Lowerer, names: ModuleNames): Text {
  const { info } = unit;
  const code = [lowerer.relocatedEnter(info), unit.movable ? [",\nresume: ", lowerer.relocatedResume(info)] : ""];
  return [
    `${unitStart(info.index)}${emitLinks(unit, lowerer, names)}\nreturn { enter: `,
    code,
    ",\ninitial: { ",
    unit.initials,
    " } }; };\n",
  ];
}

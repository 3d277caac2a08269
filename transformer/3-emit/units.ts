// Writes a module's update units: every function in relocatable form, to be linked into a patch or loaded when a frame must be rebuilt.
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { Lowerer } from "../2-lower/lower.js";
import type { ModuleNames } from "../text/names.js";
import { quote, type Text } from "../text/text.js";

/** What one unit takes from its module when it is linked. */
export interface UnitLinks {
  /** Names whose value never changes: handed over once. */
  readonly constants: readonly string[];
  /** Names whose value may change: reached through a reference. */
  readonly references: readonly string[];
}

export interface UnitInput {
  readonly info: FunctionInfo;
  /** Indexes of this function and of all functions inside it. */
  readonly slots: readonly number[];
  readonly links: UnitLinks;
  readonly movable: boolean;
  readonly initials: Text;
}

export function emitUnits(units: readonly UnitInput[], lowerer: Lowerer, names: ModuleNames): Text {
  return [`"use strict";\n`, units.map((unit) => emitUnit(unit, lowerer, names))];
}

/** Start and end lines of a unit, by which `diff` finds it again. */
export const unitStart = (index: number): string => `exports.f${index} = `;

/**
 * `exports.f3 = ($m, $k) => { const { work } = $k.constants(…); const $h = $k.holder(…); return { enter, resume, initial }; };`
 * Each unit has a holder of its own: what was moved starts clean, with slots and flag that V8 can fold again.
 */
function emitUnit(unit: UnitInput, lowerer: Lowerer, names: ModuleNames): Text {
  const { info, links } = unit;
  const constants = links.constants.map((name) => `const ${name} = $k.get(${quote(name)});`);
  const references = links.references.map((name) => `const ${name} = $k.reference(${quote(name)});`);
  const slots = unit.slots.map((slot) => `f${slot} = null;`).join(" ");
  return [
    `${unitStart(info.index)}(${names.module}, $k) => { ${[...constants, ...references].join(" ")} `,
    `const ${names.holder} = $k.holder(($b) => class extends $b { ${slots} });\nreturn { enter: `,
    lowerer.relocatedEnter(info),
    unit.movable ? [",\nresume: ", lowerer.relocatedResume(info)] : "",
    ",\ninitial: { ",
    unit.initials,
    " } }; };\n",
  ];
}

// What changed in the code that runs when a module is evaluated, and what a running process makes of it.
import type { ModuleDescriptor, Place, StatementDescriptor } from "../../runtime/contract/build.js";
import type { Change, ExportPatch } from "../../runtime/contract/patch.js";
import { textOf } from "./match-functions.js";
import { align, similarity } from "./similarity.js";

export interface BodyComparison {
  readonly changes: readonly Change[];
  readonly exports: readonly ExportPatch[];
}

/** Code that has run already does not run again; CommonJS exports of new functions and literals are carried over. */
export function compareBody(before: ModuleDescriptor, after: ModuleDescriptor): BodyComparison {
  const old = before.body.filter(isOwnStatement);
  const next = after.body.filter(isOwnStatement);
  const changes: Change[] = [];
  const pairs = align(old.length, next.length, (i, j) => statementScore(old[i] as StatementDescriptor, next[j] as StatementDescriptor));
  const exports: ExportPatch[] = [];
  next.forEach((statement, j) => {
    const pair = pairs.find((p) => p.new === j);
    const match = pair && old[pair.old];
    if (match !== undefined && textOf(match) === textOf(statement)) return;
    const exported = exportPatch(statement, after);
    if (exported !== undefined) exports.push(exported);
    else changes.push(noEffect(statement, match === undefined ? "added" : "changed"));
  });
  old.forEach((statement, i) => {
    if (!pairs.some((p) => p.old === i)) changes.push(noEffect(statement, "removed"));
  });
  return { changes, exports };
}

function noEffect(statement: StatementDescriptor & { readonly place: Place }, action: Change["action"]): Change {
  const text = statement.text.length > 60 ? `${statement.text.slice(0, 59)}…` : statement.text;
  const why =
    action === "added"
      ? "code at the top level of a module runs when the module is loaded, and a program that has loaded it does not run what is new there"
      : "code at the top level of a module ran when the module was loaded, and does not run again";
  return {
    verdict: "no-effect",
    what: "body",
    action,
    name: text,
    code: "ALREADY_RAN",
    why,
    [action === "removed" ? "old" : "new"]: statement.place,
  };
}

/** Declarations are compared as variables. */
const isOwnStatement = (statement: StatementDescriptor): boolean =>
  !["VariableStatement", "ClassDeclaration", "ExportDeclaration", "EmptyStatement"].includes(statement.kind) &&
  !isExportPreparation(statement.text);

/** `exports.a = exports.b = void 0;` and the like, which TypeScript writes itself. */
const isExportPreparation = (text: string): boolean =>
  /^(exports\.[\w$]+ ?= ?)+void 0;$/.test(text) ||
  text.startsWith('Object.defineProperty(exports,"__esModule"') ||
  text === '"use strict";';

function statementScore(old: StatementDescriptor, next: StatementDescriptor): number {
  if (old.kind !== next.kind) return 0;
  const alike = similarity(textOf(old), textOf(next));
  return alike >= 0.5 ? alike : 0;
}

function exportPatch(statement: StatementDescriptor, next: ModuleDescriptor): ExportPatch | undefined {
  const match = /^exports\.([\w$]+) ?= ?(.+);$/.exec(statement.text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const [, exported, value] = match;
  // A name that was not exported before, or not by this name: an unchanged assignment is not looked at.
  if (next.variables.some((v) => v.name === value)) return { exported, value: { kind: "name", name: value } };
  return isLiteralJson(value) ? { exported, value: { kind: "literal", json: value } } : undefined;
}

/** `[1]` is no literal: the program may hold the list that was there. */
function isLiteralJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value !== "object" || value === null;
  } catch {
    return false;
  }
}

// Prints declarations so that the function's handler sees every variable, while closures see the very same ones.
import ts from "typescript";
import type { Variable } from "../1-analyze/variables.js";
import { boundNames, isBlockScoped, isInLoop } from "../syntax/nodes.js";
import { join, type Text } from "../text/text.js";
import type { Context } from "./context.js";
import { printIdentifier } from "./expressions.js";
import { printNamedValue, printParts } from "./parts.js";
import { printBox, printFill } from "./references.js";

export function printVariableStatement(cx: Context, node: ts.VariableStatement): Text {
  const { declarationList: list } = node;
  if (!isBlockScoped(list)) return printVarStatement(cx, node);
  return join(
    list.declarations.map((declaration) => printDeclaration(cx, declaration, list)),
    " ",
  );
}

function printVarStatement(cx: Context, node: ts.VariableStatement): Text {
  const { declarations } = node.declarationList;
  if (!declarations.some((d) => ts.isIdentifier(d.name) && cx.isBoxed(d.name))) return printParts(cx, node);
  return declarations.map((d) => (d.initializer === undefined ? "" : [printVarDeclaration(cx, d), " "]));
}

/** One declarator of a statement, as a statement of its own. */
export function printDeclarator(cx: Context, node: ts.VariableDeclaration): Text {
  const list = node.parent as ts.VariableDeclarationList;
  if (isBlockScoped(list)) return printDeclaration(cx, node, list);
  return node.initializer === undefined ? "" : printVarDeclaration(cx, node);
}

/** One `var` declarator as a statement of its own. `value` stands for its initialiser. */
export function printVarDeclaration(cx: Context, node: ts.VariableDeclaration, value?: Text): Text {
  const given = value ?? cx.expression(node.initializer as ts.Expression);
  const binding = ts.isIdentifier(node.name) ? cx.bindingOf(node.name) : undefined;
  if (binding !== undefined && cx.boxed.has(binding)) return [printFill(cx, binding, cx.shownName(node.name as ts.Identifier), given), ";"];
  return ["var ", printPattern(cx, node.name), " = ", given, ";"];
}

/** One `let` or `const` declarator as a statement of its own. `value` stands for its initialiser. */
export function printDeclaration(cx: Context, node: ts.VariableDeclaration, list: ts.VariableDeclarationList, value?: Text): Text {
  const variables = [...boundNames(node.name)].map((name) => cx.variable(name));
  if (ts.isIdentifier(node.name)) {
    const given = value ?? (node.initializer && printNamedValue(cx, node.initializer, getLostName(cx, node.name, variables[0])));
    return printSimple(cx, node.name, variables[0], given, list);
  }
  const initializer = value ?? cx.expression(node.initializer as ts.Expression);
  return ["var ", printPattern(cx, node.name), " = ", initializer, ";", variables.map((v) => printAfterPattern(cx, v))];
}

/** Boxes and renamed variables would lose the name that an anonymous function takes from its variable. */
export function getLostName(cx: Context, name: ts.Identifier, variable: Variable | undefined): string | undefined {
  const keeps = variable === undefined || (variable.mode !== "box" && variable.emitted === name.text && !cx.boxed.has(variable.binding));
  return keeps ? undefined : name.text;
}

/**
 * Source `let x = 1;`, emitted by the variable's mode:
 * - hoist: `var x = 1;` (sample `variables-of-nested-blocks`); in a resumed frame, when captured: `x.set(1);`
 * - mirror: `const x = 1; $x$40 = x;` (sample `closure-per-iteration`)
 * - box: `const x = $x$40 = $m.box(1);` (sample `closure-shares-reassigned-variable`)
 */
function printSimple(
  cx: Context,
  name: ts.Identifier,
  variable: Variable | undefined,
  value: Text | undefined,
  list: ts.VariableDeclarationList,
): Text {
  const initial = value ?? "void 0";
  const assigned: Text = value === undefined ? "" : [" = ", value];
  if (variable === undefined) return [keywordOf(list), " ", name.text, assigned, ";"];
  const { emitted, saved, binding, mode } = variable;
  const shown: Text = emitted === name.text ? cx.slice(name) : emitted;
  const isDeclared = cx.declared.has(binding);
  if (mode === "box") return [isDeclared ? "" : "const ", shown, ` = ${saved} = `, printBox(cx, initial), ";"];
  if (mode !== "hoist") return [isDeclared ? "" : `${keywordOf(list)} `, shown, " = ", initial, `; ${saved} = ${emitted};`];
  if (cx.boxed.has(binding)) return [printFill(cx, binding, shown, initial), ";"];
  // `let x;` in a loop is a new variable in each iteration: without the assignment it would keep its last value.
  return ["var ", shown, value === undefined && isInLoop(name) ? [" = ", initial] : assigned, ";"];
}

const keywordOf = (list: ts.VariableDeclarationList): string => ((list.flags & ts.NodeFlags.Let) !== 0 ? "let" : "const");

// --- patterns

/** A binding pattern that fills the variables the save code reads. */
export function printPattern(cx: Context, name: ts.BindingName): Text {
  const restore: (() => void)[] = [];
  for (const identifier of boundNames(name)) {
    const variable = cx.variable(identifier);
    if (variable !== undefined) restore.push(showFilled(cx, variable, identifier));
  }
  const text = ts.isIdentifier(name) ? printIdentifier(cx, name) : printParts(cx, name);
  for (const undo of restore) undo();
  return text;
}

/** Shows a variable under the name that a pattern fills. Returns what undoes it. */
function showFilled(cx: Context, variable: Variable, identifier: ts.Identifier): () => void {
  const { binding } = variable;
  const [renamed, boxed] = [cx.renamed.get(binding), cx.boxed.get(binding)];
  const filled = getFilledName(cx, variable);
  if (filled !== identifier.text) cx.renamed.set(binding, filled);
  cx.boxed.delete(binding);
  return () => {
    if (renamed === undefined) cx.renamed.delete(binding);
    else cx.renamed.set(binding, renamed);
    if (boxed !== undefined) cx.boxed.set(binding, boxed);
  };
}

/** The `var` that a pattern fills; a captured variable of a resumed frame is behind a box that must stay the same. */
function getFilledName(cx: Context, variable: Variable): string {
  return variable.mode === "hoist" && cx.boxed.has(variable.binding) ? `$x${variable.binding.declaration.pos}` : variable.saved;
}

/** After a pattern has filled the saved names: the scope's own constants and boxes. */
export function printAfterPattern(cx: Context, variable: Variable | undefined): Text {
  if (variable === undefined || variable.mode === "native") return "";
  const { emitted, saved, binding, mode } = variable;
  if (mode === "hoist") return cx.boxed.has(binding) ? [" ", printFill(cx, binding, emitted, `$x${binding.declaration.pos}`), ";"] : "";
  const keyword = cx.declared.has(binding) ? "" : "const ";
  return [` ${keyword}${emitted} = `, mode === "box" ? [`${saved} = `, printBox(cx, saved)] : saved, ";"];
}

/** Source `class A { … }`, emitted `class A { … } $A$40 = A;`. (sample `class-in-loop`) */
export function printClassDeclaration(cx: Context, node: ts.ClassDeclaration): Text {
  const variable = node.name && cx.variable(node.name);
  if (variable === undefined) return printParts(cx, node);
  const mirror = ` ${variable.saved} = ${variable.emitted};`;
  return cx.declared.has(variable.binding) ? [`${variable.emitted} = `, printParts(cx, node), ";", mirror] : [printParts(cx, node), mirror];
}

/** A variable's name as it is filled in a head or an assignment: a plain name, or a pattern. */
export const printFilled = (cx: Context, name: ts.BindingName): Text =>
  ts.isIdentifier(name) ? cx.shownName(name) : printPattern(cx, name);

// Which functions cannot be updated at all, and why: those stay as they are.
import ts from "typescript";
import { findInferredName, isDerivedConstructor } from "../syntax/classes.js";
import { bodyOf, boundNames, type FunctionNode, isFunctionNode, parametersOf } from "../syntax/nodes.js";
import { isAnonymousFunction, isPure } from "../syntax/values.js";
import { isReadByNode } from "./export-forms.js";
import { kindOf } from "./function-names.js";
import type { Mentions, ScopeAnalysis } from "./scopes.js";

/** Nothing to warn about: it has no code of the program's own. */
export const EXPORT = "it is an export that Node finds in the text of the module";

/** Relocated code of a constructor has to name its class. */
function findUnnamed(node: ts.ConstructorDeclaration, scopes: ScopeAnalysis): string | undefined {
  const { name } = node.parent;
  if (name === undefined)
    return findInferredName(node.parent) === undefined ? "it is the constructor of a class whose name is computed" : undefined;
  const isHidden = [scopes.scopeOf.get(node), node.body && scopes.scopeOf.get(node.body)].some((scope) => scope?.bindings.has(name.text));
  return isHidden ? `it has a variable \`${name.text}\`, which hides its class` : undefined;
}

/** `handler = () => …`: the function has an entry stub of its own, and would lose its name behind another. */
export const HOLDS_FUNCTION = "it is a field that holds a function";

export function findFixed(
  node: FunctionNode,
  parent: { readonly fixed: string | undefined } | undefined,
  mentions: Mentions,
  scopes: ScopeAnalysis,
): string | undefined {
  if (mentions.dynamic) return "it uses eval or with, which see its variables by name";
  if (isSeenByName(node, scopes)) return "it stands inside of code with eval or with, which see variables by name";
  if (isSloppy(node)) return "it is not strict code";
  if (isReadByNode(node)) return EXPORT;
  if (ts.isArrowFunction(node) && ts.isBlock(node.body) && hasUseStrict(node.body.statements))
    return "it is an arrow function with 'use strict'";
  if (hasEffectsBeforeStart(node)) return "it is a generator that does more with its parameters than to name them";
  if (readsParametersEarly(node, scopes)) return "a default value of its parameters uses a parameter that has no value yet";
  if (hidesParameters(node)) return "a default value of its parameters uses a name that its body declares anew";
  if (isDerivedConstructor(node)) return findUnnamed(node, scopes);
  if (ts.isPropertyDeclaration(node) && node.initializer !== undefined && isAnonymousFunction(node.initializer)) return HOLDS_FUNCTION;
  if (parent?.fixed !== undefined && parent.fixed !== HOLDS_FUNCTION && ts.isArrowFunction(node))
    return `the function around it is left as it is: ${parent.fixed}`;
  return undefined;
}

/** `with (o) { f(() => x) }`: what `x` is depends on `o`; an `eval` in a function around may assign what this one captures. */
function isSeenByName(node: FunctionNode, scopes: ScopeAnalysis): boolean {
  for (let at: ts.Node = node.parent; at !== undefined; at = at.parent)
    if (ts.isWithStatement(at) || (isFunctionNode(at) && scopes.mentions.get(at)?.dynamic === true)) return true;
  return false;
}

/**
 * A generator takes its parameters apart when it is called, but runs its body (and so its stub) only at the first `next()`: what the stub
 * hands on would be taken apart again, by getters that ran before, or of objects that have changed since. (sample `generator-parameters`)
 */
function hasEffectsBeforeStart(node: FunctionNode): boolean {
  if (kindOf(node) !== "generator" && kindOf(node) !== "async-generator") return false;
  return parametersOf(node).some((p) => !ts.isIdentifier(p.name) || (p.initializer !== undefined && !isPure(p.initializer)));
}

/** `function f(a = b, b)` must throw, which it would not where its defaults are statements. */
function readsParametersEarly(node: FunctionNode, scopes: ScopeAnalysis): boolean {
  return parametersOf(node).some((parameter) =>
    [...boundNames(parameter.name)].some((name) => {
      const references = scopes.bindingOf.get(name)?.references ?? [];
      return references.some(
        (r) => r.owner === node && r.node.pos < parameter.end && (r.node.pos < name.pos || isInDefaultOf(r.node, name)),
      );
    }),
  );
}

function isInDefaultOf(node: ts.Node, name: ts.Identifier): boolean {
  const { parent } = name;
  const initializer = ts.isParameter(parent) || ts.isBindingElement(parent) ? parent.initializer : undefined;
  return initializer !== undefined && initializer.pos <= node.pos && node.end <= initializer.end;
}

/** `function f(a = x) { let x }`: the default must not meet the variable of the body, into which it would be moved. */
function hidesParameters(node: FunctionNode): boolean {
  const body = bodyOf(node);
  if (body === undefined || !ts.isBlock(body) || parametersOf(node).every((p) => ts.isIdentifier(p.name) && p.initializer === undefined))
    return false;
  const declared = new Set<string>();
  const collect = (at: ts.Node): void => {
    if (ts.isVariableDeclaration(at)) for (const name of boundNames(at.name)) declared.add(name.text);
    if ((ts.isFunctionDeclaration(at) || ts.isClassDeclaration(at)) && at.name !== undefined) declared.add(at.name.text);
    if (!isFunctionNode(at) && !ts.isClassLike(at)) ts.forEachChild(at, collect);
  };
  for (const statement of body.statements) collect(statement);
  let hides = false;
  const look = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && declared.has(at.text)) hides = true;
    ts.forEachChild(at, look);
  };
  for (const parameter of parametersOf(node)) look(parameter);
  return hides;
}

function isSloppy(node: FunctionNode): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (ts.isClassLike(at)) return false;
    if (ts.isSourceFile(at)) return !(ts.isExternalModule(at) || hasUseStrict(at.statements));
    const body = isFunctionNode(at) ? bodyOf(at) : undefined;
    if (body !== undefined && ts.isBlock(body) && hasUseStrict(body.statements)) return false;
  }
  return true;
}

export function hasUseStrict(statements: readonly ts.Statement[]): boolean {
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) return false;
    if (statement.expression.text === "use strict") return true;
  }
  return false;
}

// Methods that classes begin with: relocated code calls their newest code without passing their stubs, where an object shows them.
import ts from "typescript";
import { findClassValue, isStatic } from "../syntax/classes.js";
import { isPrivateName } from "../text/names.js";
import type { CallKnowledge } from "./call-knowledge.js";
import { isSymbolOfTheLanguage } from "./classes.js";
import type { FunctionAnalysis, FunctionInfo } from "./functions.js";
import { isCalledPast } from "./held-functions.js";
import type { ScopeAnalysis } from "./scopes.js";

/** What the prototype of a class that is evaluated once shows under a name, when nobody but the class's own text has seen it. */
export interface HeldMethod {
  readonly info: FunctionInfo;
  /** Id of the class. */
  readonly class: string;
  readonly name: string;
}

export interface HeldMethods {
  readonly of: ReadonlyMap<FunctionInfo, HeldMethod>;
  /** The only method that a call of `o.m()` leads to, as far as types and the file tell. What the object shows decides, when it is called. */
  find(call: ts.Node): HeldMethod | undefined;
}

export function findHeldMethods(functions: FunctionAnalysis, scopes: ScopeAnalysis, calls: CallKnowledge): HeldMethods {
  const classes = [...functions.linkedClasses].flatMap(([node, id]) => (ts.isClassLike(node) ? [[node, id] as const] : []));
  const held = classes.flatMap(([node, id]) => findMethods(node, id, functions, scopes));
  const overridden = findOverridden(
    classes.map(([node]) => node),
    scopes,
  );
  const called = Map.groupBy(
    held.filter(({ info, name }) => overridden.get(info.node.parent)?.has(name) !== true),
    ({ name }) => name,
  );
  const find = (call: ts.Node): HeldMethod | undefined => {
    const callee = ts.isCallExpression(call) && !ts.isOptionalChain(call) ? call.expression : undefined;
    if (callee === undefined || !ts.isPropertyAccessExpression(callee) || callee.expression.kind === ts.SyntaxKind.SuperKeyword)
      return undefined;
    const home = ts.isPrivateIdentifier(callee.name) ? findClassValue(callee.name)?.home : undefined;
    if (home !== undefined) return called.get(callee.name.text)?.find(({ info }) => info.node.parent === home);
    return called.get(callee.name.text)?.find(({ info }) => calls.isMethodOf(callee.name, info.node));
  };
  return { of: new Map(held.map((method) => [method.info, method])), find };
}

/** None of a class where a computed key may put another function under its name. */
function findMethods(node: ts.ClassLikeDeclaration, id: string, functions: FunctionAnalysis, scopes: ScopeAnalysis): HeldMethod[] {
  const members = node.members.filter((member) => !isStatic(member) && !isSymbol(member.name, scopes));
  if (members.some(({ name }) => name !== undefined && ts.isComputedPropertyName(name))) return [];
  return members.flatMap((member) => {
    const info = ts.isMethodDeclaration(member) && ts.isMemberName(member.name) ? functions.infoOf.get(member) : undefined;
    const name = nameOf(member);
    if (info === undefined || name === undefined || !isCalledPast(info)) return [];
    return members.filter((other) => nameOf(other) === name).length === 1 ? [{ info, class: id, name }] : [];
  });
}

/** By class, what classes of the file that extend it declare as well. Comparing would find the method there too seldom. */
function findOverridden(classes: readonly ts.ClassLikeDeclaration[], scopes: ScopeAnalysis): ReadonlyMap<ts.Node, ReadonlySet<string>> {
  const overridden = new Map<ts.Node, Set<string>>();
  for (const node of classes) {
    const names = node.members.flatMap((member) => nameOf(member) ?? []).filter((name) => !isPrivateName(name));
    for (const base of basesOf(node, scopes)) overridden.set(base, new Set([...(overridden.get(base) ?? []), ...names]));
  }
  return overridden;
}

function basesOf(node: ts.ClassLikeDeclaration, scopes: ScopeAnalysis): ReadonlySet<ts.ClassLikeDeclaration> {
  const bases = new Set<ts.ClassLikeDeclaration>();
  // One that extends itself can be written, not evaluated.
  for (let base = findBase(node, scopes); base !== undefined && !bases.has(base); base = findBase(base, scopes)) bases.add(base);
  return bases;
}

function findBase({ heritageClauses }: ts.ClassLikeDeclaration, scopes: ScopeAnalysis): ts.ClassLikeDeclaration | undefined {
  const base = heritageClauses?.[0]?.types[0]?.expression;
  const declared = base !== undefined && ts.isIdentifier(base) ? scopes.bindingOf.get(base)?.declaration.parent : undefined;
  return declared !== undefined && ts.isClassDeclaration(declared) ? declared : undefined;
}

const nameOf = ({ name }: ts.ClassElement): string | undefined =>
  name === undefined || ts.isComputedPropertyName(name) ? undefined : name.text;

const isSymbol = (name: ts.PropertyName | undefined, scopes: ScopeAnalysis): boolean =>
  name !== undefined && ts.isComputedPropertyName(name) && isSymbolOfTheLanguage(name.expression, scopes);

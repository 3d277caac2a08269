// Where patterns stand: declarations, assignments, loop heads, `catch` clauses and parameters.
import ts from "typescript";
import { boundNames, type FunctionNode, isClassPart, isFunctionNode, yields } from "../syntax/nodes.js";
import { isPure } from "../syntax/values.js";
import { join, type Text } from "../text/text.js";
import { canTakeApart, hasArray, isPattern, type Pattern, someInPattern } from "./pattern-parts.js";
import { PatternPrinter } from "./patterns.js";
import type { Rewriter } from "./rewriter.js";

/** Not `[a = yield]`: a generator that is ended there closes the iterator of the array, without any error that could be caught. */
const isHard = (rw: Rewriter, pattern: Pattern): boolean =>
  someInPattern(pattern, rw.holdsPoint) && canTakeApart(pattern) && !(hasArray(pattern) && someInPattern(pattern, yields));

// --- declarations

/** Source `const { a = f() } = g(), b = 1;`, written `$o1 = $m.object(g()); const a = …; const b = 1;` */
export function rewriteVariables(rw: Rewriter, node: ts.Node): Text | undefined {
  if (!ts.isVariableStatement(node)) return undefined;
  const { declarations, flags } = node.declarationList;
  if ((flags & ts.NodeFlags.Using) === ts.NodeFlags.Using) return undefined;
  if (!declarations.some(({ name }) => isPattern(name) && isHard(rw, name))) return undefined;
  if (isConst(node.declarationList) && declarations.some(({ name }) => ![...boundNames(name)].every(rw.input.isConstant))) return undefined;
  const text = declarations.map((declaration) => {
    const { name, initializer } = declaration;
    if (isPattern(name) && initializer !== undefined && isHard(rw, name))
      return declarePattern(rw, name, rw.print(initializer), keywordOf(node.declarationList));
    return [keywordOf(node.declarationList), " ", rw.print(declaration), "; "];
  });
  return ts.isBlock(node.parent) || ts.isCaseOrDefaultClause(node.parent) ? text : ["{ ", text, "}"];
}

const isConst = (list: ts.VariableDeclarationList): boolean => (list.flags & ts.NodeFlags.Const) !== 0;
const keywordOf = ({ flags }: ts.VariableDeclarationList): "let" | "const" | "var" =>
  (flags & ts.NodeFlags.Let) !== 0 ? "let" : (flags & ts.NodeFlags.Const) !== 0 ? "const" : "var";

/** Statements that declare a pattern's names and fill them; what is filled within a `try` is declared before it. */
function declarePattern(rw: Rewriter, pattern: ts.BindingPattern, value: Text, keyword: "let" | "const" | "var"): Text {
  if (!hasArray(pattern)) return new PatternPrinter(rw, (name, given) => [`${keyword} `, name, " = ", given]).statements(pattern, value);
  const names = [...boundNames(pattern)].map((name): Text => ({ start: rw.startOf(name), end: name.end }));
  const filled = new PatternPrinter(rw, (name, given) => [name, " = ", given]).statements(pattern, value);
  return names.length === 0 ? filled : [keyword === "var" ? "var " : "let ", join(names, ", "), "; ", filled];
}

// --- assignments

/** Source `({ a = f() } = g());`: steps of one expression, or statements where an iterator has to be closed. */
export function rewriteAssignment(rw: Rewriter, node: ts.Node): Text | undefined {
  const assignment = ts.isExpressionStatement(node) ? unwrap(node.expression) : node;
  if (!ts.isBinaryExpression(assignment) || assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { left, right } = assignment;
  if (!isPattern(left) || !isHard(rw, left)) return undefined;
  const printer = new PatternPrinter(rw, (target, given) => [target, " = ", given]);
  if (ts.isExpressionStatement(node)) return ["{ ", printer.statements(left, rw.print(right)), "}"];
  return hasArray(left) ? undefined : printer.expression(left, rw.print(right));
}

const unwrap = (node: ts.Expression): ts.Expression => (ts.isParenthesizedExpression(node) ? unwrap(node.expression) : node);

// --- loop heads and `catch` clauses

/** Source `for (const { a = f() } of list) S`, written `for ($o1 of list) { const a = …; S }`. */
export function rewriteLoopHead(rw: Rewriter, node: ts.Node): Text | undefined {
  if (!ts.isForOfStatement(node) && !ts.isForInStatement(node)) return undefined;
  const { initializer } = node;
  const declared = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  const pattern = declared ?? initializer;
  if (!isPattern(pattern) || !isHard(rw, pattern)) return undefined;
  const name = rw.newName();
  const filled =
    ts.isVariableDeclarationList(initializer) && declared !== undefined
      ? declarePattern(rw, declared as ts.BindingPattern, name, keywordOf(initializer))
      : new PatternPrinter(rw, (target, given) => [target, " = ", given]).statements(pattern, name);
  return rw.around(node, (child) => {
    if (child === initializer) return name;
    return child === node.statement ? ["{ ", filled, rw.print(child), " }"] : undefined;
  });
}

/** Source `catch ({ message = f() }) { B }`, written `catch ($q) { let message = …; { B } }`. */
export function rewriteCatch(rw: Rewriter, node: ts.Node): Text | undefined {
  if (!ts.isCatchClause(node)) return undefined;
  const pattern = node.variableDeclaration?.name;
  if (pattern === undefined || !isPattern(pattern) || !isHard(rw, pattern)) return undefined;
  return ["catch ($q) { ", declarePattern(rw, pattern, "$q", "let"), rw.print(node.block), " }"];
}

// --- parameters

/**
 * Source `function f({ a = g() }, b = h()) { B }`, written `function f($0, b = void 0) { $o1 = $m.object($0); let a = …; if (b === void 0) b = h(); B }`.
 * A generator takes its parameters apart when it is called, before its body runs: they stay as they are.
 */
export function rewriteParameters(rw: Rewriter, node: ts.Node): Text | undefined {
  if (!isFunctionNode(node) || isClassPart(node) || !node.parameters.some((p) => isHardParameter(rw, p)) || isGenerator(node))
    return undefined;
  const { body } = node;
  if (body === undefined || node.parameters.some(({ name }) => isPattern(name) && !canTakeApart(name))) return undefined;
  const arrivals: Text[] = [];
  return rw.around(node, (child) => {
    if (ts.isParameter(child)) return printParameter(rw, child, `$${node.parameters.indexOf(child)}`, arrivals);
    if (child !== body) return undefined;
    if (!ts.isBlock(body)) return ["{ ", arrivals, "return ", rw.print(body), "; }"];
    return ["{ ", arrivals, body.statements.map((statement) => [rw.print(statement), "\n"]), "}"];
  });
}

const isGenerator = (node: FunctionNode): boolean => "asteriskToken" in node && node.asteriskToken !== undefined;

function isHardParameter(rw: Rewriter, { name, initializer }: ts.ParameterDeclaration): boolean {
  return (initializer !== undefined && rw.holdsPoint(initializer)) || (isPattern(name) && isHard(rw, name));
}

function printParameter(rw: Rewriter, node: ts.ParameterDeclaration, spare: string, arrivals: Text[]): Text | undefined {
  const { name, initializer, dotDotDotToken } = node;
  const dots = dotDotDotToken === undefined ? "" : "...";
  if (!isPattern(name)) {
    if (initializer === undefined || isPure(initializer)) return undefined;
    const shown: Text = { start: rw.startOf(name), end: name.end };
    arrivals.push(["if (", shown, " === void 0) ", shown, " = ", rw.print(initializer), "; "]);
    return [dots, shown, " = void 0"];
  }
  const value: Text = initializer === undefined ? spare : [`${spare} === void 0 ? `, rw.print(initializer), ` : ${spare}`];
  arrivals.push(declarePattern(rw, name, value, "let"));
  return [dots, spare, initializer === undefined ? "" : " = void 0"];
}

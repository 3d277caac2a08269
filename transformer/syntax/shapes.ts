// Writes down what a function or module is made of, in a form that two builds can be compared by: statement trees.
import ts from "typescript";
import type { StatementDescriptor } from "../../runtime/contract/build.js";
import { boundNames, isFunctionNode } from "./nodes.js";
import type { PlainTexts } from "./plain-text.js";

export interface ShapeSource {
  readonly texts: PlainTexts;
  /** Points that belong to a node itself. */
  pointsAt(node: ts.Node): readonly number[];
  /** What the compiler keeps for a statement: indexes into the function's locals. */
  keepsOf(node: ts.Node): readonly number[];
}

/** The statements of a body, each with its own text and its nested blocks. */
export function describeStatements(statements: readonly ts.Statement[], source: ShapeSource): StatementDescriptor[] {
  return statements.map((statement) => describeStatement(statement, source));
}

function describeStatement(node: ts.Statement, source: ShapeSource): StatementDescriptor {
  const blocks = nestedBlocks(node);
  const nested = new Set(blocks.flatMap((block) => block.nodes));
  return {
    kind: KIND_NAMES.get(node.kind) ?? String(node.kind),
    text: textOf(node, nested, source),
    points: pointsOutside(node, nested, source),
    keeps: source.keepsOf(node),
    declares: declaredNames(node),
    blocks: blocks.map((block) => describeStatements(block.statements, source)),
  };
}

function textOf(node: ts.Statement, nested: ReadonlySet<ts.Node>, { texts }: ShapeSource): string {
  if (ts.isFunctionDeclaration(node)) return `function ${node.name?.text ?? ""}`;
  return nested.size === 0 ? texts.of(node) : texts.around(node, (child) => nested.has(child));
}

/** `VariableStatement`, where the enumeration's own reverse mapping says `FirstStatement`. */
const KIND_NAMES: ReadonlyMap<unknown, string> = new Map(
  Object.entries(ts.SyntaxKind).flatMap(([name, kind]) => (/^(First|Last)/.test(name) ? [] : [[kind, name]])),
);

function declaredNames(node: ts.Statement): string[] {
  if (!ts.isVariableStatement(node)) return [];
  return node.declarationList.declarations.flatMap((d) => [...boundNames(d.name)].map((name) => name.text));
}

function pointsOutside(node: ts.Node, nested: ReadonlySet<ts.Node>, source: ShapeSource): number[] {
  const points = [...source.pointsAt(node)];
  const visit = (child: ts.Node): void => {
    if (nested.has(child) && ts.isBlock(child)) points.push(...source.pointsAt(child)); // a `catch` block's own
    if (nested.has(child) || isFunctionNode(child)) return;
    points.push(...source.pointsAt(child));
    ts.forEachChild(child, visit);
  };
  if (!isFunctionNode(node)) ts.forEachChild(node, visit);
  return points.sort((a, b) => a - b);
}

interface Nested {
  readonly statements: readonly ts.Statement[];
  readonly nodes: readonly ts.Node[];
}

function nestedBlocks(node: ts.Statement): Nested[] {
  const of = (statement: ts.Statement | undefined): Nested[] =>
    statement === undefined ? [] : [{ statements: ts.isBlock(statement) ? statement.statements : [statement], nodes: [statement] }];
  if (ts.isBlock(node)) return [{ statements: node.statements, nodes: [...node.statements] }];
  if (ts.isIfStatement(node)) return [...of(node.thenStatement), ...of(node.elseStatement)];
  if (ts.isIterationStatement(node, false)) return of(node.statement);
  if (ts.isTryStatement(node)) return [...of(node.tryBlock), ...of(node.catchClause?.block), ...of(node.finallyBlock)];
  if (ts.isSwitchStatement(node)) return node.caseBlock.clauses.map((c) => ({ statements: c.statements, nodes: [...c.statements] }));
  return ts.isLabeledStatement(node) ? of(node.statement) : [];
}

// `switch` statements whose cases are computed by calls.
import ts from "typescript";
import type { Text } from "../text/text.js";
import type { Rewriter } from "./rewriter.js";

/**
 * Source `switch (x) { case f(): A; default: B; case 2: C; }`, written
 * `switch (($o1 = x, $o1 === (f()) ? 0 : $o1 === (2) ? 2 : -1)) { case 0: A; default: B; case 2: C; }`: cases are asked one after the other,
 * as operands of one expression. (sample `switch-with-calls-in-cases`)
 */
export function rewriteSwitch(rw: Rewriter, node: ts.Node): Text | undefined {
  if (!ts.isSwitchStatement(node)) return undefined;
  const { clauses } = node.caseBlock;
  if (!clauses.some((clause) => ts.isCaseClause(clause) && rw.holdsPoint(clause.expression)) || usesOwnNames(node.caseBlock))
    return undefined;
  const value = rw.newName();
  const tests = clauses.flatMap((clause, index): Text[] =>
    ts.isCaseClause(clause) ? [[`${value} === (`, rw.print(clause.expression), `) ? ${index} : `]] : [],
  );
  const subject: Text = [`${value} = `, rw.print(node.expression), ", ", tests, "-1"];
  const block = rw.around(node.caseBlock, (clause) =>
    printClause(rw, clause as ts.CaseOrDefaultClause, clauses.indexOf(clause as ts.CaseOrDefaultClause)),
  );
  return ["switch (", subject, ") ", block];
}

const printClause = (rw: Rewriter, clause: ts.CaseOrDefaultClause, index: number): Text | undefined =>
  ts.isCaseClause(clause) ? rw.around(clause, (child) => (child === clause.expression ? String(index) : undefined)) : undefined;

/** Whether a case may mean a variable that the block itself declares: such a name has no value there. */
function usesOwnNames(block: ts.CaseBlock): boolean {
  const declared = new Set<string>();
  const collect = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) declared.add(node.text);
    ts.forEachChild(node, collect);
  };
  for (const statement of block.clauses.flatMap((clause) => [...clause.statements])) {
    if (ts.isVariableStatement(statement)) for (const { name } of statement.declarationList.declarations) collect(name);
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name !== undefined)
      declared.add(statement.name.text);
  }
  const mentions = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && declared.has(node.text)) || ts.forEachChild(node, (child) => mentions(child) || undefined) === true;
  return block.clauses.some((clause) => ts.isCaseClause(clause) && mentions(clause.expression));
}

// Prints statement lists of rebuilt frames.
//
// `$p` is the point at which the frame goes on, and 0 as soon as it has gone on there. Before that every statement is
// skipped that does not hold the point; after it every statement runs as always.
import ts from "typescript";
import type { Binding } from "../1-analyze/scopes.js";
import type { Variable } from "../1-analyze/variables.js";
import { isKeepable } from "../syntax/keepable.js";
import { isWithin } from "../syntax/nodes.js";
import type { Text } from "../text/text.js";
import type { Context } from "./context.js";
import { printDeclarator } from "./declarations.js";
import { printChild } from "./parts.js";
import { HAS_RESUMED, inRange, printUnlessKept, type Range } from "./resume-branches.js";

/**
 * Source `{ a(); b(); c(); }`, resumed `if ($p === 0) { a(); } if ($p === 0) { b(); } else if ($p === 1) { … } if ($p === 0) { c(); }`
 * where only `b()` holds a point. `resume` prints a statement that holds points.
 */
export function printResumedStatements(
  cx: Context,
  statements: readonly ts.Statement[],
  scope: ts.Node,
  resume: (statement: ts.Statement, range: Range) => Text,
): Text {
  return withResumedScope(cx, statements, scope, () => {
    const out: Text[] = [];
    let skipped: Text[] = [];
    const flush = (): void => {
      if (skipped.length > 0) out.push(`if (${HAS_RESUMED}) { `, skipped, "}\n");
      skipped = [];
    };
    for (const statement of statements.filter((s) => !ts.isFunctionDeclaration(s))) {
      const range = cx.range(statement);
      if (range === undefined) skipped.push(printSkipped(cx, statement), "\n");
      else {
        flush();
        out.push(resume(statement, range), "\n");
      }
    }
    flush();
    return out;
  });
}

function printSkipped(cx: Context, statement: ts.Statement): Text {
  if (!ts.isVariableStatement(statement) || !statement.declarationList.declarations.some(isKeepable)) return cx.statement(statement);
  const { declarations } = statement.declarationList;
  return declarations.map((declaration) => [printUnlessKept(declaration, printDeclarator(cx, declaration)), " "]);
}

/**
 * Prints the inside of a scope after its own constants, boxes and functions, which are declared again with the values they had:
 * `let x = $x$40; …`. Their declarations inside are printed as assignments. (sample `closure-per-iteration`)
 */
export function withResumedScope(cx: Context, statements: readonly ts.Statement[], scope: ts.Node, print: () => Text): Text {
  const functions = statements.filter(ts.isFunctionDeclaration).map((statement) => [printChild(cx, statement, statement.parent), "\n"]);
  const variables = kept(cx, scope);
  const lexical = variables.filter(({ binding }) => binding.kind !== "function").map(({ binding }) => binding);
  for (const binding of lexical) cx.declared.add(binding);
  const text = [functions, variables.map((variable) => printRestored(cx, variable)), print()];
  for (const binding of lexical) cx.declared.delete(binding);
  return text;
}

/** Variables that live in the scope itself, beside the name that is saved. */
function kept(cx: Context, scope: ts.Node): Variable[] {
  const bindings: Iterable<Binding> = cx.input.scopes.scopeOf.get(scope)?.bindings.values() ?? [];
  return [...bindings].flatMap((binding) => {
    const variable = cx.getFunction().variables.get(binding);
    const isKept = (variable?.mode === "mirror" || variable?.mode === "box") && !cx.declared.has(binding);
    return isKept ? [variable] : [];
  });
}

/**
 * A function that nothing but the frame can hold yet is made anew, so that it captures the variables of the new frame, of which some have
 * no value yet: `if ($f$40 === void 0 || $p === 0 || $p <= 3) $f$40 = f; else f = $f$40;` (sample `functions-declared-below-their-variables`)
 */
function printRestored(cx: Context, variable: Variable): string {
  const { binding, emitted, saved } = variable;
  if (binding.kind !== "function") return `let ${emitted} = ${saved}; `;
  const isNew = [`${saved} === void 0`, HAS_RESUMED, ...pointsBeforeHeld(cx, variable).map(inRange)].join(" || ");
  return `if (${isNew}) ${saved} = ${emitted}; else ${emitted} = ${saved}; `;
}

/** Runs of points at which nothing but the frame holds a function. A frame that has gone on already stands at the start of the block. */
function pointsBeforeHeld(cx: Context, { binding, heldFrom = 0 }: Variable): Range[] {
  const runs: [number, number][] = [];
  for (const { id, node } of cx.pointsOf(cx.getFunction()).points) {
    if (node.end > heldFrom || !isWithin(node, binding.scope.node)) continue;
    const last = runs.at(-1);
    if (last?.[1] === id - 1) last[1] = id;
    else runs.push([id, id]);
  }
  return runs;
}

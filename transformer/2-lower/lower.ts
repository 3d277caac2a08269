// The phase as the others see it: prints a module, and each function in its two relocated forms.
import ts from "typescript";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { FunctionPoints } from "../1-analyze/points.js";
import type { Binding } from "../1-analyze/scopes.js";
import { quote, type Text } from "../text/text.js";
import { Context, type Plan, type Printers } from "./context.js";
import { findCopied } from "./copied.js";
import { printExpression } from "./expressions.js";
import { layoutOf } from "./frames.js";
import { printFunctionInPlace, printRelocatedEnter, relocating, shareVariables } from "./functions.js";
import type { FrameLayout, LowerInput, Place } from "./input.js";
import { printNamedValue, printParts } from "./parts.js";
import { printRelocatedResume, printResumedList } from "./resume-statements.js";
import { printStatement } from "./statements.js";
import { planTemporaries, type Temporaries } from "./temporaries.js";

export type { FrameLayout, FrameLocal, LowerInput, Place } from "./input.js";
export type { Temporaries } from "./temporaries.js";

const printers: Printers = {
  expression: printExpression,
  statement: printStatement,
  functionInPlace: printFunctionInPlace,
  resumeList: printResumedList,
};

/** For all forms in which a file is printed. */
export function planPrinting(input: LowerInput): Plan {
  const plan = (info: FunctionInfo): Temporaries =>
    planTemporaries(info, input.points.get(info) as FunctionPoints, input.scopes, input.names.module);
  const temporaries = new Map(input.functions.functions.map((info) => [info, plan(info)]));
  return { temporaries, copied: findCopied(input, temporaries.values()) };
}

export class Lowerer {
  readonly #cx: Context;

  constructor(input: LowerInput, plan: Plan, place: Place) {
    this.#cx = new Context(input, plan, place, printers);
  }

  /** The module from offset `from` on, functions in their entered form. */
  module(from: number): Text {
    return printParts(this.#cx, this.#cx.input.file, { skip: from });
  }

  layout(info: FunctionInfo): FrameLayout {
    return layoutOf(this.#cx, info);
  }

  temporaries(info: FunctionInfo): Temporaries {
    return this.#cx.temporariesOf(info);
  }

  storageOf(capture: Binding): "value" | "box" {
    return this.#cx.storageOf(capture);
  }

  /** Functions that were called past their stubs in what was printed since this was last asked for. */
  takeCalled(): ReturnType<Context["takeCalled"]> {
    return this.#cx.takeCalled();
  }

  /** `([captures]) => function` : the relocated function as a fresh call enters it. */
  relocatedEnter(info: FunctionInfo): Text {
    return relocating(this.#cx, info, () => printRelocatedEnter(this.#cx, info));
  }

  /** `function ($v, $p, $n)`: goes on at point `$p` with the saved values `$v`; `$n()` gives what the frame above returns. */
  relocatedResume(info: FunctionInfo): Text {
    return relocating(this.#cx, info, () => printRelocatedResume(this.#cx, info));
  }

  /** The initialiser of a module variable, or a class: computed anew for a process that does not have it yet. */
  initialiser(node: ts.Expression | ts.ClassDeclaration, name: string): Text {
    if (!ts.isClassDeclaration(node)) return printNamedValue(this.#cx, node, name);
    const keyword = node.getChildren(this.#cx.input.file).find((child) => child.kind === ts.SyntaxKind.ClassKeyword) ?? node;
    return printParts(this.#cx, node, { skip: this.#cx.startOf(keyword) - this.#cx.startOf(node) }); // without `export default`
  }

  /** A field's initialiser, a key or the base class, outside of its class; `name` is that of the field. */
  classPart(node: ts.Expression, name?: string): Text {
    return this.#cx.evaluatedBy(undefined, () => printNamedValue(this.#cx, node, name?.replace(/^static /, "")));
  }

  /** `"errors": ($l) => (0),`: initialisers of locals that need nothing but other locals, for frames in which they are new. */
  initials(info: FunctionInfo, declarations: readonly ts.VariableDeclaration[]): Text {
    const cx = this.#cx;
    if (declarations.length === 0) return "";
    return relocating(cx, info, () => {
      const renamed = [...info.variables.keys()].map((binding) => [binding, cx.renamed.get(binding)] as const);
      for (const binding of info.variables.keys()) cx.renamed.set(binding, `$l[${quote(binding.name)}]`);
      shareVariables(cx, info);
      const text = cx.renaming(() =>
        declarations.map((d) => [
          `${quote((d.name as ts.Identifier).text)}: ($l) => (`,
          d.initializer === undefined ? "void 0" : cx.expression(d.initializer),
          "), ",
        ]),
      );
      for (const [binding, name] of renamed) {
        if (name === undefined) cx.renamed.delete(binding);
        else cx.renamed.set(binding, name);
      }
      return text;
    });
  }
}

// What all printers of one file share: the analysis, and how names are to be printed at the place that is being printed now.
import ts from "typescript";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { HeldMethod } from "../1-analyze/held-methods.js";
import type { FunctionPoints, Point } from "../1-analyze/points.js";
import type { Binding } from "../1-analyze/scopes.js";
import type { Variable } from "../1-analyze/variables.js";
import { bodyOf, type FunctionNode, isClassPart, isWithin } from "../syntax/nodes.js";
import type { Slice, Text } from "../text/text.js";
import type { LowerInput, Place } from "./input.js";
import type { Temporaries } from "./temporaries.js";

/** Printers that lower ones call back for what stands inside: files of this folder import in one direction only. */
export interface Printers {
  expression(cx: Context, node: ts.Node): Text;
  statement(cx: Context, node: ts.Statement): Text;
  functionInPlace(cx: Context, node: FunctionNode): Text;
  /** A statement list of which one statement holds the point at which the frame goes on. */
  resumeList(cx: Context, statements: readonly ts.Statement[], scope: ts.Node): Text;
}

/** Where `break` and `continue` lead in the rest of an interrupted iteration. */
export interface Jump {
  readonly break: string;
  readonly continue: string;
}

/** A `try` whose `finally` is written out: how code leaves it. */
export interface Exit {
  readonly node: ts.TryStatement;
  readonly jumps: { readonly target: ts.Node; readonly kind: "break" | "continue"; readonly label: string | undefined }[];
  returns: boolean;
}

/** What is the same in all forms of a file. */
export interface Plan {
  readonly temporaries: ReadonlyMap<FunctionInfo, Temporaries>;
  /** The largest parts that all forms show as they are. */
  readonly copied: ReadonlySet<ts.Node>;
}

/** What is called past its stub. */
export interface Called {
  readonly functions: readonly (readonly [fn: number, name: string])[];
  readonly methods: readonly HeldMethod[];
}

export class Context {
  readonly input: LowerInput;
  readonly place: Place;
  /**
   * Bindings that are not simply named here: `x.v` of a box, which V8 makes no object of; `x.get()` and `x.set(v)` of a reference, which may lead anywhere.
   * V8 sees at each such place which functions are called there, and puts them in; an accessor `v` is one place for all references. (test `free-shapes`)
   */
  readonly boxed = new Map<Binding, "box" | "reference">();
  readonly renamed = new Map<Binding, string>();
  /** Bindings declared by `let` at the head of a resumed block: their declaration is printed as an assignment. */
  readonly declared = new Set<Binding>();
  readonly jumps = new Map<ts.Node, Jump>();
  exits: Exit[] = [];
  fn: FunctionInfo | undefined;
  /** The function that is being printed as a relocated one: its specials have names of their own. */
  relocated: FunctionInfo | undefined;
  /** Functions that need the variable for what an `await` or `yield` gave. */
  readonly suspending = new Set<FunctionInfo>();
  /** Functions that need the variable for operands that are set apart. */
  readonly settingApart = new Set<FunctionInfo>();
  /** Functions that need the variable for the object of a method that is called past its stub. */
  readonly calling = new Set<FunctionInfo>();
  /** Functions that are called past their stubs since they were last asked for, by index, and the names that hold them. */
  readonly #called = new Map<number, string>();
  readonly #methods = new Map<number, HeldMethod>();
  /** The function whose resumed form is being printed. */
  resuming: FunctionInfo | undefined;
  /** In a copy of code in which no frame can be found: it has no points. */
  #pointless = false;
  #isInMomentary = false;
  /** While variables have other names than everywhere else, nothing is copied in one piece. */
  #isRenaming = false;
  readonly #print: Printers;
  readonly #plan: Plan;

  constructor(input: LowerInput, plan: Plan, place: Place, print: Printers) {
    this.input = input;
    this.place = place;
    this.#print = print;
    this.#plan = plan;
    for (const info of input.functions.functions) if (this.pointsOf(info).points.length > 0) this.#enterVariables(info);
    if (place === "unit")
      for (const binding of input.scopes.module.bindings.values()) if (input.isLive(binding)) this.boxed.set(binding, "reference");
  }

  #enterVariables(info: FunctionInfo): void {
    for (const { binding, emitted, mode } of info.variables.values()) {
      if (emitted !== binding.name) this.renamed.set(binding, emitted);
      if (mode === "box") this.boxed.set(binding, "box");
    }
  }

  // --- printers

  expression(node: ts.Node): Text {
    return this.#print.expression(this, node);
  }

  statement(node: ts.Statement): Text {
    return this.#print.statement(this, node);
  }

  functionInPlace(node: FunctionNode): Text {
    return this.#print.functionInPlace(this, node);
  }

  resumeList(statements: readonly ts.Statement[], scope: ts.Node): Text {
    return this.#print.resumeList(this, statements, scope);
  }

  // --- the function being printed

  /** Prints as part of `info`, whose jumps do not reach the `try` blocks around it. */
  within<T>(info: FunctionInfo | undefined, print: () => T): T {
    const { fn, exits } = this;
    this.fn = info;
    this.exits = [];
    const result = print();
    this.fn = fn;
    this.exits = exits;
    return result;
  }

  /** Prints a closure that is text of the function around it: nothing in it is kept for a frame. */
  inMomentary<T>(print: () => T): T {
    const outer = this.#isInMomentary;
    this.#isInMomentary = true;
    const result = this.within(this.fn, print);
    this.#isInMomentary = outer;
    return result;
  }

  /** Prints what stands in a function's text but is evaluated by another (or, for class parts, by none that has a frame). */
  evaluatedBy<T>(info: FunctionInfo | undefined, print: () => T): T {
    const { fn } = this;
    this.fn = info;
    const result = print();
    this.fn = fn;
    return result;
  }

  /** The function being printed; for printers of what only a movable function holds. */
  getFunction(): FunctionInfo {
    if (this.fn === undefined) throw new Error("printed outside of any function what only a function holds");
    return this.fn;
  }

  isMovable(): boolean {
    return this.fn !== undefined && !this.#isInMomentary && this.pointsOf(this.fn).points.length > 0;
  }

  pointsOf(info: FunctionInfo): FunctionPoints {
    return this.input.points.get(info) as FunctionPoints;
  }

  pointOf(node: ts.Node): Point | undefined {
    return this.#pointless ? undefined : this.fn && this.pointsOf(this.fn).pointOf.get(node);
  }

  /** Smallest and largest point within a node of the current function. */
  range(node: ts.Node): readonly [number, number] | undefined {
    return this.fn && this.pointsOf(this.fn).rangeOf.get(node);
  }

  /** Where the stack shows a frame that stands at the point of a node. */
  mark(node: ts.Node): Text {
    const point = this.pointOf(node);
    return point === undefined || this.fn === undefined ? "" : { mark: "point", fn: this.fn.index, point: point.id };
  }

  temporariesOf(info: FunctionInfo): Temporaries {
    return this.#plan.temporaries.get(info) as Temporaries;
  }

  /** Name under which an operand's value is kept while later calls of its expression run. */
  temporary(node: ts.Node): string | undefined {
    return this.fn && this.temporariesOf(this.fn).nameOf.get(node);
  }

  /** Whether a node is shown as it is, here as everywhere. */
  isCopied(node: ts.Node): boolean {
    return !this.#isRenaming && this.#plan.copied.has(node);
  }

  renaming(print: () => Text): Text {
    this.#isRenaming = true;
    const text = print();
    this.#isRenaming = false;
    return text;
  }

  withoutPoints(print: () => Text): Text {
    const outer = this.#pointless;
    this.#pointless = true;
    const text = print();
    this.#pointless = outer;
    return text;
  }

  // --- names

  slice(node: ts.Node): Slice {
    return { start: node.getStart(this.input.file), end: node.end };
  }

  startOf(node: ts.Node): number {
    return node.getStart(this.input.file);
  }

  bindingOf(name: ts.Identifier): Binding | undefined {
    return this.input.scopes.bindingOf.get(name);
  }

  /** How the current function, if it can be moved, keeps one of its own variables. */
  variable(name: ts.Identifier): Variable | undefined {
    const binding = this.bindingOf(name);
    return binding && this.isMovable() ? this.fn?.variables.get(binding) : undefined;
  }

  /** The name of a variable as it is printed here. */
  shownName(name: ts.Identifier): Text {
    const binding = this.bindingOf(name);
    return (binding && this.renamed.get(binding)) ?? this.slice(name);
  }

  shownText(name: ts.Identifier): string {
    const binding = this.bindingOf(name);
    return (binding && this.renamed.get(binding)) ?? name.text;
  }

  nameOf(binding: Binding): string {
    return this.renamed.get(binding) ?? binding.name;
  }

  isBoxed(name: ts.Identifier): boolean {
    const binding = this.bindingOf(name);
    return binding !== undefined && this.boxed.has(binding);
  }

  isReference(name: ts.Identifier): boolean {
    const binding = this.bindingOf(name);
    return binding !== undefined && this.boxed.get(binding) === "reference";
  }

  /** Whether code at this place, arrows around it left aside, is that of the relocated function itself. */
  isRelocatedBody(): boolean {
    return this.relocated !== undefined && this.thisOwner() === this.relocated;
  }

  /** In a relocated arrow, `arguments` are those of the function around it; in a resumed frame, the saved ones. */
  areArgumentsRenamed(): boolean {
    const owner = this.thisOwner();
    return owner !== undefined && owner === this.relocated && (ts.isArrowFunction(owner.node) || this.resuming === owner);
  }

  /** The function whose `this` and `arguments` are meant here. */
  thisOwner(): FunctionInfo | undefined {
    let fn = this.fn;
    while (fn !== undefined && fn !== this.relocated && ts.isArrowFunction(fn.node)) fn = fn.parent;
    return fn;
  }

  /** How relocated code calls a function that a name of its module always holds: `$h.c4`, which leads where its stub does. */
  directCall(callee: ts.Identifier): string | undefined {
    const binding = this.place === "unit" && !this.#isRenaming ? this.bindingOf(callee) : undefined;
    const held = binding && this.input.held.of.get(binding);
    if (held === undefined) return undefined;
    this.#called.set(held.index, callee.text);
    return `${this.input.names.holder}.c${held.index}`;
  }

  /** The method that a call in relocated code may lead past the stub of, if it is that one. */
  directMethod(call: ts.CallExpression): HeldMethod | undefined {
    const { fn } = this;
    if (
      this.relocated === undefined ||
      this.place !== "unit" ||
      this.#isRenaming ||
      this.#isInMomentary ||
      fn === undefined ||
      fn.fixed !== undefined
    )
      return undefined;
    const body = isClassPart(fn.node) ? undefined : bodyOf(fn.node);
    const method = body !== undefined && isWithin(call, body) ? this.input.methods.find(call) : undefined;
    if (method !== undefined) this.#methods.set(method.info.index, method);
    return method;
  }

  takeCalled(): Called {
    const called = { functions: [...this.#called], methods: [...this.#methods.values()] };
    this.#called.clear();
    this.#methods.clear();
    return called;
  }

  /** How captured variables reach the functions that capture them. */
  storageOf(capture: Binding): "value" | "box" {
    const isShared = capture.writes.length > 0 || capture.kind === "var";
    return this.input.functions.storageOf.get(capture) ?? (isShared ? "box" : "value");
  }
}

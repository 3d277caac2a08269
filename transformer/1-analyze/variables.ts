// Decides for every variable of a function how emitted code keeps it, so that a saved frame can carry it.
import ts from "typescript";
import type { Storage } from "../../runtime/contract/build.js";
import { type FunctionNode, isFunctionNode, isLoop } from "../syntax/nodes.js";
import { findHeld } from "./held.js";
import type { Binding, Scope, ScopeAnalysis } from "./scopes.js";

/**
 * How the emitted code keeps a variable so that the function's outermost `catch` can save it.
 * - `native`: it is visible there already (parameters, `var`)
 * - `hoist`: `let`/`const` becomes `var`
 * - `mirror`: it stays where it is, because closures of one loop iteration capture it; a `var` beside it holds the same value
 * - `box`: captured and reassigned in a loop; each iteration has a box `{ v }` of its own
 */
export type VariableMode = "native" | "hoist" | "mirror" | "box";

export interface Variable {
  readonly binding: Binding;
  readonly mode: VariableMode;
  readonly storage: Storage;
  readonly role: "parameter" | "local";
  /** Name in emitted code; differs from the source where hoisting would make two variables collide. */
  readonly emitted: string;
  /** Name of the `var` that the save code reads. */
  readonly saved: string;
  /** Of a function declaration: offset from which anything but the frame may hold the function. Before it a rebuilt frame has its own. */
  readonly heldFrom?: number;
}

export interface Frame {
  readonly variables: Map<Binding, Variable>;
  readonly frozen: [number, number][];
  readonly unmovable: string | undefined;
}

/** Functions with more wrap whole libraries and run once; what is kept for each of their points would be many times their text. */
const MAX_VARIABLES = 1000;

export class FrameAnalyzer {
  readonly #file: ts.SourceFile;
  readonly #scopes: ScopeAnalysis;
  readonly #node: FunctionNode;
  readonly #outsideNames: ReadonlySet<string>;
  readonly #frozen: [number, number][] = [];
  #unmovable: string | undefined;
  #own: readonly Binding[] = [];
  #held: ReadonlyMap<ts.FunctionDeclaration, number> | undefined;

  constructor(file: ts.SourceFile, scopes: ScopeAnalysis, node: FunctionNode, outsideNames: ReadonlySet<string>) {
    this.#file = file;
    this.#scopes = scopes;
    this.#node = node;
    this.#outsideNames = outsideNames;
  }

  run(own: readonly Binding[]): Frame {
    this.#own = own;
    const variables = new Map<Binding, Variable>();
    for (const binding of own) if (binding.kind !== "self") variables.set(binding, this.#decide(binding));
    this.#refuseRedeclared(own);
    if (variables.size > MAX_VARIABLES)
      this.#unmovable = `it has ${variables.size} variables, and a frame is saved with at most ${MAX_VARIABLES}`;
    return { variables, frozen: this.#frozen, unmovable: this.#unmovable };
  }

  /** `var f; function f() {}`: within the `try` of the handler the function would belong to its block, where the other may not stand. */
  #refuseRedeclared(own: readonly Binding[]): void {
    const redeclared = own.find((binding) => binding.kind !== "self" && this.#scopes.redeclared.has(binding));
    if (redeclared !== undefined) this.#refuse(redeclared, "is declared more than once, as a function");
  }

  #decide(binding: Binding): Variable {
    const outer = binding.references.filter((r) => r.owner !== this.#node);
    const written = binding.writes.length > 0;
    const mode = this.#mode(binding, outer.length > 0, written);
    const shared = outer.length > 0 && (written || binding.kind === "var" || mode === "box");
    const emitted = mode === "hoist" && this.#isTaken(binding) ? `${binding.name}$${binding.declaration.pos}` : binding.name;
    const saved = mode === "mirror" || mode === "box" ? `$${binding.name}$${binding.declaration.pos}` : emitted;
    const { parent } = binding.declaration;
    const held = binding.kind === "function" && ts.isFunctionDeclaration(parent) ? { heldFrom: this.#heldFrom(parent) } : {};
    const role = binding.kind === "parameter" ? "parameter" : "local";
    return { binding, mode, storage: shared ? "box" : "value", role, emitted, saved, ...held };
  }

  /** Whether its name stands for something else, too, in the function or in one inside it that uses what is outside. */
  #isTaken(binding: Binding): boolean {
    return this.#outsideNames.has(binding.name) || this.#own.some((other) => other !== binding && other.name === binding.name);
  }

  #mode(binding: Binding, captured: boolean, written: boolean): VariableMode {
    const { kind } = binding;
    if (isUsedByOwnLoop(binding)) this.#refuse(binding, "is used by what its own loop runs over, where it has no value yet");
    if (kind === "var" && captured && !ts.isVariableStatement(declarationOf(binding).parent.parent))
      this.#refuse(binding, "is captured and declared with `var` in a pattern or loop head");
    if (kind === "parameter" || kind === "var") return "native";
    if (kind === "function" && ts.isCaseOrDefaultClause(binding.declaration.parent.parent))
      this.#refuse(binding, "is a function declared in a `case`");
    if (kind === "function" || kind === "class") {
      if (written) this.#refuse(binding, "is declared as a function or class and reassigned");
      if (kind === "class" && captured) this.#capturedEarly(binding);
      return "mirror";
    }
    if (kind === "const" && written) this.#refuse(binding, "is a constant that is assigned, which must throw");
    if (!captured) {
      if (this.#readEarly(binding)) this.#refuse(binding, "is used above its declaration");
      return "hoist";
    }
    const early = this.#capturedEarly(binding);
    const inLoop = this.#inLoop(binding.scope);
    if (written) {
      if (early) this.#refuse(binding, "is captured before it has a value, and reassigned");
      if (inLoop && this.#capturedInHead(binding)) this.#refuse(binding, "is captured in the head of its loop");
      return inLoop ? "box" : "hoist";
    }
    return early || inLoop ? "mirror" : "hoist";
  }

  #refuse(binding: Binding, why: string): void {
    this.#unmovable ??= `variable \`${binding.name}\` ${why}`;
  }

  /** A reference above the declaration, or in another clause of the same `switch`, would meet the temporal dead zone. */
  #readEarly(binding: Binding): boolean {
    if (binding.kind === "catch") return false;
    return binding.references.some(({ node }) => node.pos < binding.ready || isInOtherClause(node, binding));
  }

  /**
   * Whether a closure may exist before the variable has its value. `const f = () => f()` and functions that are first mentioned
   * below the declaration are harmless; otherwise the code between closure and value is closed to updates, since a rebuilt
   * frame would give the value to a new variable which the old closure does not see.
   */
  #capturedEarly(binding: Binding): boolean {
    if (binding.kind === "catch") return false;
    let early = false;
    for (const { node, owner } of binding.references) {
      if (owner === this.#node) {
        if (node.pos < binding.ready || isInOtherClause(node, binding)) this.#refuse(binding, "is used above its declaration");
        continue;
      }
      const closure = this.#outermost(node);
      const start = ts.isFunctionDeclaration(closure) ? this.#heldFrom(closure) : closure.getStart(this.#file);
      if (start >= binding.ready || this.#exposure(closure, new Set()) >= binding.ready) {
        if (start < binding.ready && !isOwnInitializer(closure, binding)) this.#frozen.push([start, binding.ready]);
        continue;
      }
      early = true;
      // A rebuilt frame gives the variable its value at once: it must not be rebuilt while the program may still meet the dead zone.
      this.#frozen.push([binding.scope.node.pos, binding.ready]);
    }
    return early;
  }

  /** The function or class directly inside this function that holds a node. */
  #outermost(node: ts.Node): ts.Node {
    let found: ts.Node = node;
    for (let at: ts.Node = node; at !== this.#node; at = at.parent) if (isFunctionNode(at) || ts.isClassLike(at)) found = at;
    return found;
  }

  #heldFrom(closure: ts.FunctionDeclaration): number {
    this.#held ??= findHeld(
      this.#own,
      this.#file,
      (node) => this.#outermost(node),
      ({ owner }) => owner === this.#node,
    );
    return this.#held.get(closure) ?? Number.POSITIVE_INFINITY;
  }

  /** First offset at which a closure can be called: where it is first mentioned, or where it stands when it has no name. */
  #exposure(closure: ts.Node, seen: Set<ts.Node>): number {
    if (seen.has(closure)) return Number.POSITIVE_INFINITY;
    seen.add(closure);
    const name = closureName(closure);
    const binding = name && this.#scopes.bindingOf.get(name);
    if (binding === undefined) return closure.getStart(this.#file);
    let first = Number.POSITIVE_INFINITY;
    for (const { node, owner } of binding.references) {
      const direct = owner === this.#node;
      first = Math.min(first, direct ? node.pos : this.#exposure(this.#outermost(node), seen));
    }
    return first;
  }

  #inLoop(scope: Scope): boolean {
    for (let at: ts.Node = scope.node; at !== this.#node; at = at.parent) if (isLoop(at)) return true;
    return false;
  }

  #capturedInHead(binding: Binding): boolean {
    const loop = binding.scope.node;
    if (!isLoop(loop)) return false;
    return binding.references.some((r) => r.owner !== this.#node && r.node.pos < loop.statement.pos);
  }
}

/** The `VariableDeclaration` or `BindingElement` that declares a variable. */
const declarationOf = (binding: Binding): ts.Node => binding.declaration.parent;

/** `for (const x of f(() => x))`: in there, `x` is the variable of the loop and not one from outside. (sample `temporal-dead-zone`) */
function isUsedByOwnLoop({ scope, references }: Binding): boolean {
  const loop = scope.node;
  if (!ts.isForOfStatement(loop) && !ts.isForInStatement(loop)) return false;
  return references.some(({ node }) => loop.expression.pos <= node.pos && node.end <= loop.expression.end);
}

/** In another clause of the same `switch` a variable may have no value yet. */
function isInOtherClause(node: ts.Node, { declaration }: Binding): boolean {
  const clause = clauseOf(declaration);
  return clause !== undefined && clauseOf(node, clause.parent) !== clause;
}

/** The variables of each function's own activation. */
export function findOwnBindings(bindings: ReadonlySet<Binding>): ReadonlyMap<FunctionNode, readonly Binding[]> {
  const own = new Map<FunctionNode, Binding[]>();
  for (const binding of bindings) {
    const { owner } = binding.scope;
    if (owner === undefined || isClassSelf(binding)) continue;
    const list = own.get(owner);
    if (list === undefined) own.set(owner, [binding]);
    else list.push(binding);
  }
  return own;
}

const isClassSelf = (binding: Binding): boolean => binding.kind === "self" && ts.isClassLike(binding.scope.node);

function clauseOf(node: ts.Node, block?: ts.Node): ts.CaseOrDefaultClause | undefined {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isCaseOrDefaultClause(at) && (block === undefined || at.parent === block)) {
      return block !== undefined || isDirectDeclaration(node, at) ? at : undefined;
    }
    if (isFunctionNode(at)) return undefined;
  }
  return undefined;
}

/** Whether a declared name's scope is the case block itself. */
function isDirectDeclaration(name: ts.Node, clause: ts.CaseOrDefaultClause): boolean {
  for (let at = name.parent; at !== clause; at = at.parent) if (ts.isBlock(at) || isLoop(at) || ts.isCatchClause(at)) return false;
  return true;
}

function closureName(closure: ts.Node): ts.Identifier | undefined {
  if ((ts.isFunctionDeclaration(closure) || ts.isClassDeclaration(closure)) && closure.name !== undefined) return closure.name;
  const parent = closure.parent;
  if (ts.isVariableDeclaration(parent) && parent.initializer === closure && ts.isIdentifier(parent.name)) return parent.name;
  return undefined;
}

const isOwnInitializer = (closure: ts.Node, binding: Binding): boolean => closureName(closure) === binding.declaration;

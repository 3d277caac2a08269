// Copies a file's text around the constructs that are written in other words, and hands out names for their intermediate values.
import ts from "typescript";
import { type FunctionNode, isClassPart, isFunctionNode, isLeaf } from "../syntax/nodes.js";
import { operandName } from "../text/names.js";
import { isSlice, type Slice, type Text } from "../text/text.js";
import { findMissingConstructor, type Insertion } from "./constructors.js";
import type { SimplifyInput } from "./input.js";

/** Writes one kind of construct in other words; undefined leaves a node as it is. */
export type Rule = (rewriter: Rewriter, node: ts.Node) => Text | undefined;

export class Rewriter {
  readonly input: SimplifyInput;
  /** Whether anything was written in other words. */
  hasChanged = false;
  readonly #rules: readonly Rule[];
  #fn: FunctionNode | undefined;
  #names = 0;
  readonly #reached = new Map<ts.Node, boolean>();
  readonly #sites = new Map<FunctionNode, number>();

  constructor(input: SimplifyInput, rules: readonly Rule[]) {
    this.input = input;
    this.#rules = rules;
  }

  print(node: ts.Node): Text {
    if (isLeaf(node)) return { start: this.startOf(node), end: node.end };
    if (isFunctionNode(node) && !isClassPart(node)) return this.#within(node, node, () => this.#printByRules(node));
    if (ts.isClassElement(node)) return this.#within(undefined, node, () => this.#copy(node));
    if (!ts.isStatement(node)) return this.#printByRules(node);
    this.#names = 0;
    return this.#printByRules(node);
  }

  /** A node's own text around its children. `replace` prints a child in another way. Runs of unchanged text stay in one piece. */
  around(node: ts.Node, replace: (child: ts.Node) => Text | undefined): Text {
    const out: Text[] = [];
    let [copied, covered] = [this.startOf(node), 0];
    let missing = findMissingConstructor(node, this.input.file);
    const insert = ({ at, text }: Insertion): void => {
      out.push({ start: copied, end: at }, text);
      copied = at;
      missing = undefined;
      this.hasChanged = true;
    };
    ts.forEachChild(node, (child) => {
      const start = this.startOf(child);
      if (start < covered) return; // a shorthand name stands for key and value
      covered = child.end;
      if (missing !== undefined && start >= missing.at) insert(missing);
      const text = replace(child) ?? this.print(child);
      if (isCopy(text, start, child.end)) return;
      out.push({ start: copied, end: start }, text);
      copied = child.end;
    });
    if (missing !== undefined) insert(missing);
    const rest = { start: copied, end: node.end };
    return out.length === 0 ? rest : [out, rest];
  }

  #copy(node: ts.Node): Text {
    return this.around(node, () => undefined);
  }

  #printByRules(node: ts.Node): Text {
    if (this.#fn === undefined || this.update === "fixed") return this.#copy(node);
    for (const rule of this.#rules) {
      const text = rule(this, node);
      if (text === undefined) continue;
      this.hasChanged = true;
      return [{ mark: "origin", origin: this.startOf(node) }, text];
    }
    return this.#copy(node);
  }

  /** Functions and class parts inside an expression have names of their own for what they keep. */
  #within(fn: FunctionNode | undefined, node: ts.Node, print: () => Text): Text {
    const [outer, names] = [this.#fn, this.#names];
    const isComputed = (child: ts.Node): boolean => "name" in node && node.name === child;
    if ((isFunctionNode(node) && !isClassPart(node)) || !ts.isClassElement(node)) {
      this.#fn = fn;
      this.#names = 0;
      const text = print();
      this.#fn = outer;
      this.#names = names;
      return text;
    }
    return this.around(node, (child) => (isComputed(child) ? undefined : this.#outside(child)));
  }

  /** Field initialisers and static blocks run in frames that nothing can save. */
  #outside(node: ts.Node): Text {
    const [outer, names] = [this.#fn, this.#names];
    this.#fn = undefined;
    const text = this.print(node);
    this.#fn = outer;
    this.#names = names;
    return text;
  }

  // --- the function around

  get update(): "moving" | "replaced" | "fixed" {
    return this.#fn === undefined ? "fixed" : this.input.updateOf(this.#fn);
  }

  /** A new name for an intermediate value of the statement that is being printed. */
  newName(): string {
    return operandName(++this.#names);
  }

  /** A number for a place of the function that is being printed, the same in each build of the same function. */
  newSite(): readonly [id: string, ordinal: number] {
    const fn = this.#fn as FunctionNode;
    const ordinal = this.#sites.get(fn) ?? 0;
    this.#sites.set(fn, ordinal + 1);
    return [this.input.idOf(fn), ordinal];
  }

  // --- questions

  startOf(node: ts.Node): number {
    return ts.isSourceFile(node) ? 0 : node.getStart(this.input.file);
  }

  /** Whether a frame can stand in a call while the program is updated. */
  isReached(call: ts.CallExpression | ts.NewExpression): boolean {
    let answer = this.#reached.get(call);
    if (answer === undefined) {
      answer = this.input.isReached(call);
      this.#reached.set(call, answer);
    }
    return answer;
  }

  /** Whether a frame can stand within an expression while the program is updated. */
  readonly holdsPoint = (node: ts.Node): boolean => {
    if (this.update !== "moving") return false;
    return this.#holds(node);
  };

  readonly #holds = (node: ts.Node): boolean => {
    if (isFunctionNode(node) || ts.isClassLike(node)) return false;
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node) || ts.isTaggedTemplateExpression(node)) return true;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && this.isReached(node)) return true;
    return ts.forEachChild(node, (child) => this.#holds(child) || undefined) === true;
  };
}

/** Whether a text is that of the file itself between two offsets. */
const isCopy = (text: Text, start: number, end: number): boolean =>
  isSlice(text) && (text as Slice).start === start && (text as Slice).end === end;

// The text of syntax nodes in a form that two builds can be compared by: without comments and layout.
import ts from "typescript";
import { type FunctionNode, isFunctionNode, isLeaf } from "./nodes.js";

/** Functions inside a node are replaced by their ids, if they have one. Statements are asked for several times: by themselves and as parts of others. */
export class PlainTexts {
  readonly #file: ts.SourceFile;
  readonly #idOf: (fn: FunctionNode) => string | undefined;
  readonly #known = new Map<ts.Node, string>();
  /** By the text as it stands in the file. */
  readonly #gaps = new Map<string, string>();

  constructor(file: ts.SourceFile, idOf: (fn: FunctionNode) => string | undefined) {
    this.#file = file;
    this.#idOf = idOf;
  }

  of(node: ts.Node): string {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const text = this.#print(node, undefined);
    if (isSimple(node) || isFunctionNode(node)) this.#known.set(node, text);
    return text;
  }

  /** With `{…}` for the parts that `isLeftOut` names. */
  around(node: ts.Node, isLeftOut: (child: ts.Node) => boolean): string {
    return this.#print(node, isLeftOut);
  }

  #print(node: ts.Node, isLeftOut: ((child: ts.Node) => boolean) | undefined): string {
    const parts: string[] = [];
    this.#write(node, isLeftOut, parts);
    return parts.join("");
  }

  #write(node: ts.Node, isLeftOut: ((child: ts.Node) => boolean) | undefined, parts: string[]): void {
    const { text } = this.#file;
    let cursor = node.getStart(this.#file);
    let hasChildren = false;
    ts.forEachChild(node, (child) => {
      hasChildren = true;
      const start = child.getStart(this.#file);
      if (start < cursor) return;
      parts.push(this.#gap(text.slice(cursor, start)));
      const id = isFunctionNode(child) ? this.#idOf(child) : undefined;
      if (id !== undefined) parts.push(`ƒ(${lastName(id)})`);
      else if (isLeftOut?.(child)) parts.push("{…}");
      else if (isLeaf(child)) parts.push(text.slice(start, child.end));
      else if (isSimple(child)) parts.push(this.of(child));
      else this.#write(child, isLeftOut, parts);
      cursor = child.end;
    });
    const rest = text.slice(cursor, node.end);
    parts.push(hasChildren ? this.#gap(rest) : rest);
  }

  /** What stands between two nodes: punctuation and keywords, no strings. */
  #gap(text: string): string {
    if (text.length === 0 || !/[\s/]/.test(text)) return text; // most are `.`, `(` or nothing
    let plain = this.#gaps.get(text);
    if (plain === undefined) {
      plain = text
        .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, " ")
        .replace(/\s+/g, " ")
        .replace(/ ?([^\w$ ]) ?/g, "$1");
      this.#gaps.set(text, plain);
    }
    return plain;
  }
}

/** A statement that holds no other. */
const isSimple = (node: ts.Node): boolean =>
  ts.isExpressionStatement(node) || ts.isVariableStatement(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node);

const lastName = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

// Optional chains with calls behind their first link: what was found so far, and whether the chain was cut short, must be kept apart.
import ts from "typescript";
import { skipParentheses } from "../syntax/nodes.js";
import { join, type Text } from "../text/text.js";
import { isCalleeKept, isMember, type Member, printAccess, printInvocation } from "./calls.js";
import type { Rewriter } from "./rewriter.js";

type Link = Member | ts.CallExpression;

/**
 * Source `a?.b.c(f())`, written `(($o1 = a) === null || $o1 === void 0 ? void 0 : ($o2 = $o1.b).c(f()))`.
 * (sample `calls-within-optional-chains`)
 */
export function rewriteChain(rw: Rewriter, node: ts.Node): Text | undefined {
  if (ts.isDeleteExpression(node)) {
    const target = skipParentheses(node.expression);
    return ts.isOptionalChain(target) ? printChain(rw, target as Link, "deleted") : undefined;
  }
  if (ts.isOptionalChain(node)) return printChain(rw, node as Link, "used");
  return ts.isCallExpression(node) && ts.isParenthesizedExpression(node.expression) ? rewriteCallOfChain(rw, node) : undefined;
}

function printChain(rw: Rewriter, node: Link, use: "used" | "deleted"): Text | undefined {
  const links = linksOf(node);
  const base = links[0]?.expression as ts.Expression;
  if (base.kind === ts.SyntaxKind.SuperKeyword || isSuperMember(base) || !links.some((link, index) => isHard(rw, link, index)))
    return undefined;
  return new ChainPrinter(rw, links, use).print(base);
}

/** `(a?.f)(g())` is a method call, but no part of the chain. */
function rewriteCallOfChain(rw: Rewriter, node: ts.CallExpression): Text | undefined {
  const callee = skipParentheses(node.expression);
  if (!isMember(callee) || !ts.isOptionalChain(callee) || !node.arguments.some(rw.holdsPoint)) return undefined;
  const { value, self } = findMethod(rw, callee);
  const args = node.arguments.map((item) => rw.print(item));
  return printInvocation(rw, value, self, args);
}

/** `(a?.f)`, and the object that it is a method of. */
function findMethod(rw: Rewriter, chain: Member): Required<Found> {
  const links = linksOf(chain as Link);
  const self = rw.newName();
  const value = new ChainPrinter(rw, links, "called", self).print(links[0]?.expression as ts.Expression);
  return { value: [`(${self} = void 0, `, value, ")"], self };
}

const isSuperMember = (node: ts.Expression): boolean => isMember(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;

/** The links of a chain from the first on: `.b` and `.c(…)` of `a?.b.c(…)`. */
function linksOf(last: Link): Link[] {
  const links: Link[] = [];
  for (let at: ts.Expression = last; ts.isOptionalChain(at); at = at.expression) links.unshift(at as Link);
  return links;
}

/**
 * Whether a frame that stands within a link needs more than the first object: that of `a?.f(g())` alone is an operand like any other. And
 * relocated code has no private names to put behind what may have been cut short.
 */
function isHard(rw: Rewriter, link: Link, index: number): boolean {
  if (ts.isPropertyAccessExpression(link)) return index > 0 && ts.isPrivateIdentifier(link.name) && link.questionDotToken === undefined;
  if (ts.isElementAccessExpression(link)) return index > 0 && rw.holdsPoint(link.argumentExpression);
  const callee = link.expression;
  if (!isMember(callee)) return index > 0 && link.arguments.some(rw.holdsPoint);
  if (isCalleeKept(rw, link, callee)) return true;
  return (index > 1 || link.questionDotToken !== undefined) && link.arguments.some(rw.holdsPoint);
}

/** What a chain has found so far, and the object that it was found in where it may be called as a method. */
interface Found {
  readonly value: Text;
  readonly self?: Text;
}

class ChainPrinter {
  readonly #rw: Rewriter;
  readonly #links: readonly Link[];
  readonly #use: "used" | "deleted" | "called";
  readonly #self: string | undefined;

  constructor(rw: Rewriter, links: readonly Link[], use: "used" | "deleted" | "called", self?: string) {
    this.#rw = rw;
    this.#links = links;
    this.#use = use;
    this.#self = self;
  }

  print(base: ts.Expression): Text {
    const rw = this.#rw;
    const [first] = this.#links;
    const callee = skipParentheses(base);
    if (first === undefined || !ts.isCallExpression(first) || !isMember(callee)) return this.#from(0, { value: rw.print(base) });
    if (ts.isOptionalChain(callee)) return this.#from(0, findMethod(rw, callee));
    const self = rw.newName();
    return this.#from(0, { value: [`(${self} = `, rw.print(callee.expression), ")", printAccess(rw, callee)], self });
  }

  #from(index: number, found: Found): Text {
    const link = this.#links[index];
    if (link === undefined) return this.#use === "deleted" ? ["delete ", found.value] : found.value;
    if (link.questionDotToken === undefined) return this.#from(index + 1, this.#follow(link, index, found));
    const name = this.#rw.newName();
    const rest = this.#from(index + 1, this.#follow(link, index, { ...found, value: name }));
    return [`((${name} = `, found.value, `) === null || ${name} === void 0 ? ${this.#use === "deleted" ? "true" : "void 0"} : `, rest, ")"];
  }

  #follow(link: Link, index: number, found: Found): Found {
    const rw = this.#rw;
    if (ts.isCallExpression(link)) return { value: this.#call(link, found) };
    const access = printAccess(rw, link);
    const next = this.#links[index + 1];
    const isLast = next === undefined && this.#use === "called";
    if (!isLast && !(next !== undefined && ts.isCallExpression(next))) return { value: [found.value, access] };
    const self = isLast ? (this.#self as string) : rw.newName();
    return { value: [`(${self} = `, found.value, ")", access], self };
  }

  #call(link: ts.CallExpression, { value, self }: Found): Text {
    const rw = this.#rw;
    const args = link.arguments.map((item) => rw.print(item));
    const callee = link.expression;
    const isNative = self === undefined || (link.questionDotToken === undefined && isMember(callee) && !isCalleeKept(rw, link, callee));
    return isNative ? [value, "(", join(args, ", "), ")"] : printInvocation(rw, value, self, args);
  }
}

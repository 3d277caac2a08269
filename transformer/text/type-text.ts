// Prints described types for people: the same text for the same structure, whatever order a checker met its types in.
import type { ObjectType, TupleElement, TypeId, TypeNode } from "../../runtime/contract/types.js";

/** Types without a name are written out this deep. */
const DEPTH = 3;
const LENGTH = 200;

export function showType(types: readonly TypeNode[], id: TypeId): string {
  const text = print(types, id, DEPTH);
  return text.length > LENGTH ? `${text.slice(0, LENGTH - 1)}…` : text;
}

function print(types: readonly TypeNode[], id: TypeId, depth: number): string {
  const node = types[id];
  if (node === undefined) return "unknown";
  // `type Json = string | Json[]` leads back to itself without any name in between.
  if (depth < -DEPTH) return "…";
  const inner = (other: TypeId): string => print(types, other, depth - 1);
  switch (node.kind) {
    case "primitive":
    case "enum":
      return node.name;
    case "literal":
    case "opaque":
    case "function":
      return node.text;
    case "union":
      return sortMembers(node.members.map((m) => inParentheses(types[m], inner(m)))).join(" | ");
    case "intersection":
      return sortMembers(node.members.map((m) => inParentheses(types[m], inner(m)))).join(" & ");
    case "tuple":
      return `[${node.elements.map((e) => printElement(e, inner(e.type))).join(", ")}]`;
    case "reference":
      return node.name === "Array" && node.args.length === 1
        ? printArray(types, node.args[0] as TypeId, inner)
        : withArguments(node, inner);
    case "object":
      return node.name === undefined ? printFields(node, inner, depth) : withArguments({ name: node.name, args: node.args ?? [] }, inner);
  }
}

/** `undefined` and `null` last, as people write them. */
export function sortMembers(texts: readonly string[]): string[] {
  const rank = (text: string): number => (text === "undefined" ? 2 : text === "null" ? 1 : 0);
  return [...texts].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
}

function printArray(types: readonly TypeNode[], element: TypeId, inner: (id: TypeId) => string): string {
  return `${inParentheses(types[element], inner(element))}[]`;
}

const inParentheses = (node: TypeNode | undefined, text: string): string =>
  node?.kind === "function" || node?.kind === "union" || node?.kind === "intersection" ? `(${text})` : text;

const withArguments = ({ name, args }: { name: string; args: readonly TypeId[] }, inner: (id: TypeId) => string): string =>
  args.length === 0 ? name : `${name}<${args.map(inner).join(", ")}>`;

const printElement = ({ is }: TupleElement, text: string): string =>
  is === "rest" ? `...${text}[]` : is === "optional" ? `${text}?` : text;

function printFields(node: ObjectType, inner: (id: TypeId) => string, depth: number): string {
  if (depth <= 0) return "{…}";
  const fields = [
    ...(node.indexes ?? []).map(([key, type]) => `[key: ${key}]: ${inner(type)}`),
    ...node.properties.map((p) => `${p.name}${p.optional ? "?" : ""}: ${inner(p.type)}`),
    ...(node.methods ?? []).map((name) => `${name}()`),
  ];
  return fields.length === 0 ? "{}" : `{ ${fields.join("; ")} }`;
}

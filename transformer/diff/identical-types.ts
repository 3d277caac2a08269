// Whether two described types are the same in everything but where they are declared. Types may lead back to themselves.
import type { TypeId, TypeNode } from "../../runtime/contract/types.js";

interface Pair {
  readonly children: readonly (readonly [TypeId, TypeId])[];
  readonly needs: Pair[];
  same: boolean;
}

export class IdenticalTypes {
  readonly #old: readonly TypeNode[];
  readonly #new: readonly TypeNode[];
  readonly #pairs = new Map<string, Pair>();

  constructor(old: readonly TypeNode[], next: readonly TypeNode[]) {
    this.#old = old;
    this.#new = next;
  }

  /** Assumes of all pairs that they are the same, then takes it back from those that lead to a difference. */
  areSame(old: TypeId, next: TypeId): boolean {
    const different: Pair[] = [];
    const waiting: Pair[] = [];
    const enter = (a: TypeId, b: TypeId): Pair => {
      const key = `${a} ${b}`;
      const known = this.#pairs.get(key);
      if (known !== undefined) return known;
      const children = pairUp(this.#old[a], this.#new[b]);
      const pair: Pair = { children: children ?? [], needs: [], same: children !== undefined };
      this.#pairs.set(key, pair);
      (pair.same ? waiting : different).push(pair);
      return pair;
    };
    const root = enter(old, next);
    for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
      for (const [a, b] of pair.children) {
        const child = enter(a, b);
        child.needs.push(pair);
        if (!child.same) different.push(child);
      }
    }
    for (let pair = different.pop(); pair !== undefined; pair = different.pop()) {
      for (const user of pair.needs) {
        if (!user.same) continue;
        user.same = false;
        different.push(user);
      }
    }
    return root.same;
  }
}

/** What the two lead to, in pairs; undefined where they differ themselves. */
function pairUp(old: TypeNode | undefined, next: TypeNode | undefined): [TypeId, TypeId][] | undefined {
  if (old === undefined || next === undefined || old.kind !== next.kind || ownText(old) !== ownText(next)) return undefined;
  const [a, b] = [childrenOf(old), childrenOf(next)];
  return a.length === b.length ? a.map((id, index) => [id, b[index] as TypeId]) : undefined;
}

function ownText(node: TypeNode): string {
  switch (node.kind) {
    case "object": {
      const { name, classes, methods, properties, indexes } = node;
      const fields = properties.map((p) => [p.name, p.optional]).sort();
      return JSON.stringify([name, classes, methods, fields, indexes?.map(([key]) => key)]);
    }
    case "union":
    case "intersection":
      return String(node.members.length);
    case "tuple":
      return JSON.stringify(node.elements.map((e) => e.is));
    case "reference":
      return JSON.stringify([node.name, node.from, node.digest]);
    default:
      return JSON.stringify(node);
  }
}

function childrenOf(node: TypeNode): readonly TypeId[] {
  switch (node.kind) {
    case "object": {
      const properties = [...node.properties].sort((a, b) => (a.name < b.name ? -1 : 1));
      return [...properties.map((p) => p.type), ...(node.indexes ?? []).map(([, type]) => type)];
    }
    case "union":
    case "intersection":
      return node.members;
    case "tuple":
      return node.elements.map((e) => e.type);
    case "reference":
      return node.args;
    default:
      return [];
  }
}

// The types of one module's variables: what they are made of, numbered so that equal sources give equal tables.
import type ts from "typescript";
import type { TypeDescriptor, TypeId, TypeNode, TypeProperty } from "../../runtime/contract/types.js";
import { sortMembers } from "../text/type-text.js";
import type { ProgramTypes } from "./program-types.js";

/**
 * A fresh and an incremental build meet the same types in another order, and number them otherwise. So types are numbered here as
 * the module's variables lead to them, members of unions go by their text, and properties by the place of their declaration.
 */
export class ModuleTypes {
  readonly table: TypeNode[] = [];
  readonly #program: ProgramTypes;
  readonly #own = new Map<TypeId, TypeId>();
  readonly #waiting: TypeId[] = [];

  constructor(program: ProgramTypes) {
    this.#program = program;
  }

  describe(name: ts.Identifier): TypeDescriptor {
    return this.#describe(this.#program.idOfName(name));
  }

  describeType(type: ts.Type): TypeDescriptor {
    return this.#describe(this.#program.idOfType(type));
  }

  #describe(of: TypeId): TypeDescriptor {
    const id = this.#take(of);
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
      this.table[this.#own.get(next) as TypeId] = this.#copy(this.#program.nodes[next] as TypeNode);
    return { text: this.#program.textOf(of), id };
  }

  #take(of: TypeId): TypeId {
    const known = this.#own.get(of);
    if (known !== undefined) return known;
    const id = this.table.length;
    this.table.push(this.#program.nodes[of] as TypeNode);
    this.#own.set(of, id);
    this.#waiting.push(of);
    return id;
  }

  #copy(node: TypeNode): TypeNode {
    switch (node.kind) {
      case "union":
      case "intersection":
        return { ...node, members: this.#sorted(node.members).map((m) => this.#take(m)) };
      case "reference":
        return { ...node, args: node.args.map((a) => this.#take(a)) };
      case "tuple":
        return { ...node, elements: node.elements.map((e) => ({ ...e, type: this.#take(e.type) })) };
      case "object":
        return {
          ...node,
          ...(node.args === undefined ? {} : { args: node.args.map((a) => this.#take(a)) }),
          properties: [...node.properties].sort(byPlace).map((p) => ({ ...p, type: this.#take(p.type) })),
          ...(node.indexes === undefined ? {} : { indexes: node.indexes.map(([key, type]) => [key, this.#take(type)] as const) }),
        };
      default:
        return node;
    }
  }

  #sorted(members: readonly TypeId[]): TypeId[] {
    const texts = members.map((id) => ({ id, text: this.#program.textOf(id) }));
    const order = sortMembers(texts.map(({ text }) => text));
    return texts.sort((a, b) => order.indexOf(a.text) - order.indexOf(b.text)).map(({ id }) => id);
  }
}

const byPlace = (a: TypeProperty, b: TypeProperty): number =>
  compare(a.file ?? "", b.file ?? "") || (a.line ?? 0) - (b.line ?? 0) || compare(a.name, b.name);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

// Prints described types as TypeScript, so that state transformers can be written and checked without either program.
import type { ObjectType, TypeId, TypeNode, TypeProperty } from "../../runtime/contract/types.js";

const INDENT = "  ";

/** The declarations of one version, gathered while types are printed. */
export class TypePrinter {
  readonly #space: string;
  readonly #names = new Map<TypeNode, string>();
  readonly #taken = new Set<string>();
  readonly #declarations: string[] = [];
  /** Another version's printer for classes that both have: an object follows its class, whatever version made it. */
  readonly #classes: ReadonlyMap<string, () => string>;

  constructor(space: string, classes: ReadonlyMap<string, () => string> = new Map()) {
    this.#space = space;
    this.#classes = classes;
  }

  /** `declare namespace Old { … }` */
  get text(): string {
    const lines = this.#declarations.flatMap((declaration) => declaration.split("\n"));
    return [`declare namespace ${this.#space} {`, ...lines.map((line) => `${INDENT}${line}`), "}"].join("\n");
  }

  print(types: readonly TypeNode[], id: TypeId): string {
    const node = types[id];
    const inner = (other: TypeId): string => this.print(types, other);
    switch (node?.kind) {
      case "primitive":
        return node.name;
      case "literal":
        return node.of === "bigint" && !node.text.endsWith("n") ? `${node.text}n` : node.text;
      case "union":
        return node.members.map((m) => `(${inner(m)})`.replace(/^\(([\w.]+)\)$/, "$1")).join(" | ");
      case "intersection":
        return node.members.map((m) => `(${inner(m)})`).join(" & ");
      case "tuple":
        return `[${node.elements.map((e) => (e.is === "rest" ? `...(${inner(e.type)})[]` : `(${inner(e.type)})${e.is === "optional" ? "?" : ""}`)).join(", ")}]`;
      case "function":
        return "((...args: any) => any)";
      case "enum":
        return node.members.map(([, value]) => JSON.stringify(value)).join(" | ") || "never";
      case "reference":
        return this.#reference(node, inner);
      case "object":
        return node.name === undefined && !this.#names.has(node) && isFlat(types, node)
          ? this.#body(types, node, "inline")
          : this.#named(types, node);
      default:
        return "unknown";
    }
  }

  /** What the standard library and Node declare can be named; what other packages declare is only handed on. */
  #reference({ name, args, from }: Extract<TypeNode, { kind: "reference" }>, inner: (id: TypeId) => string): string {
    const given = args.length === 0 ? "" : `<${args.map(inner).join(", ")}>`;
    if (from === undefined || from === "@types/node" || from === "undici-types")
      return `${name.replace(/^("[^"]+")/, "import($1)")}${given}`;
    return `{ readonly [foreign]: ${JSON.stringify(`${from}#${name}${given}`)} }`;
  }

  #named(types: readonly TypeNode[], node: ObjectType): string {
    const [own] = node.classes ?? [];
    const shared = own === undefined ? undefined : this.#classes.get(own);
    if (shared !== undefined) return shared();
    const known = this.#names.get(node);
    if (known !== undefined) return `${this.#space}.${known}`;
    const name = this.#choose(node.name ?? "Shape");
    this.#names.set(node, name);
    const place = this.#declarations.push("") - 1;
    const at = node.at === undefined ? "" : `/** ${node.at.file}:${node.at.line} */\n`;
    this.#declarations[place] = `${at}interface ${name} ${this.#body(types, node, "lines")}`;
    return `${this.#space}.${name}`;
  }

  #choose(wanted: string): string {
    const base = /^[A-Za-z_$][\w$]*$/.test(wanted) && wanted !== "default" ? wanted : "Shape";
    let name = base;
    for (let n = 2; this.#taken.has(name); n++) name = `${base}_${n}`;
    this.#taken.add(name);
    return name;
  }

  #body(types: readonly TypeNode[], node: ObjectType, form: "inline" | "lines"): string {
    const fields = [
      ...(node.classes?.[0] === undefined ? [] : [`readonly [foreign]: ${JSON.stringify(node.classes[0])};`]),
      ...(node.indexes ?? []).map(([key, type]) => `[key: ${key}]: ${this.print(types, type)};`),
      ...node.properties.flatMap((p) => this.#property(types, p)),
      ...(node.methods ?? []).filter((name) => !name.startsWith("__@")).map((name) => `${keyOf(name)}(...args: any): any;`),
    ];
    return form === "inline" ? `{ ${fields.join(" ")} }` : ["{", ...fields.map((field) => `${INDENT}${field}`), "}"].join("\n");
  }

  #property(types: readonly TypeNode[], { name, type, optional }: TypeProperty): string[] {
    if (name.startsWith("#") || name.startsWith("__@")) return [];
    return [`${keyOf(name)}${optional ? "?" : ""}: ${this.print(types, type)}${optional ? " | undefined" : ""};`];
  }
}

const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** Without a name and without anything in it that could lead back to it. */
const isFlat = (types: readonly TypeNode[], { properties, indexes }: ObjectType): boolean =>
  [...properties.map((p) => p.type), ...(indexes ?? []).map(([, type]) => type)].every((id) => isSimple(types, id));

function isSimple(types: readonly TypeNode[], id: TypeId): boolean {
  const node = types[id];
  if (node?.kind === "union" || node?.kind === "intersection") return node.members.every((m) => isSimple(types, m));
  if (node?.kind === "reference") return node.args.every((a) => isSimple(types, a));
  return node?.kind !== "object" || node.name !== undefined;
}

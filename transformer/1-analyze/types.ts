// Describes TypeScript types so that two builds can be compared without either program: text for people, a digest over the whole structure.
import { createHash } from "node:crypto";
import ts from "typescript";
import type { TypeDescriptor } from "../../runtime/contract/build.js";

const MAX_DEPTH = 6;

export class TypeDescriber {
  readonly #checker: ts.TypeChecker;
  readonly #known = new Map<ts.Type, TypeDescriptor>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  describe(name: ts.Identifier): TypeDescriptor {
    const type = this.#checker.getBaseTypeOfLiteralType(this.#checker.getTypeAtLocation(name));
    let known = this.#known.get(type);
    if (known === undefined) {
      const text = this.#checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
      known = { text: text.length > 200 ? `${text.slice(0, 199)}…` : text, digest: digestOf(this.#structure(type, [])) };
      this.#known.set(type, known);
    }
    return known;
  }

  /** A type written out down to its fields; types of packages and of the standard library by name. */
  #structure(type: ts.Type, around: readonly ts.Type[]): string {
    const again = around.indexOf(type);
    if (again >= 0) return `^${around.length - again}`;
    const inner = [...around, type];
    if (type.isUnion())
      return type.types
        .map((t) => this.#structure(t, inner))
        .sort()
        .join("|");
    if (type.isIntersection())
      return type.types
        .map((t) => this.#structure(t, inner))
        .sort()
        .join("&");
    if ((type.flags & ts.TypeFlags.Object) === 0 || inner.length > MAX_DEPTH) return this.#name(type);
    const isTuple = this.#checker.isTupleType(type);
    return isTuple || this.#isForeign(type) ? this.#reference(type, inner, isTuple) : this.#fields(type, inner);
  }

  /** A name that does not depend on the order in which the checker met its types. */
  #name(type: ts.Type): string {
    return (type.flags & ts.TypeFlags.Object) === 0
      ? this.#checker.typeToString(type)
      : ((type.aliasSymbol ?? type.getSymbol())?.name.replace(/@\d+$/, "") ?? "object");
  }

  #isForeign(type: ts.Type): boolean {
    const declarations = type.getSymbol()?.declarations;
    return declarations?.every((d) => d.getSourceFile().isDeclarationFile) ?? false;
  }

  #reference(type: ts.Type, around: readonly ts.Type[], isTuple: boolean): string {
    const name = isTuple ? "tuple" : (type.getSymbol()?.name ?? "?");
    const isReference = ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
    const args = isReference ? this.#checker.getTypeArguments(type as ts.TypeReference) : [];
    return args.length === 0 ? name : `${name}<${args.map((a) => this.#structure(a, around)).join(",")}>`;
  }

  #fields(type: ts.Type, around: readonly ts.Type[]): string {
    if (this.#checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0) return "function";
    const fields = this.#checker
      .getPropertiesOfType(type)
      .filter((p) => (p.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Prototype)) === 0);
    const parts = fields.map((field) => {
      const optional = (field.flags & ts.SymbolFlags.Optional) !== 0 ? "?" : "";
      return `${field.name.replace(/@\d+$/, "")}${optional}:${this.#structure(this.#checker.getTypeOfSymbol(field), around)}`;
    });
    return `{${parts.sort().join(";")}}`;
  }
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

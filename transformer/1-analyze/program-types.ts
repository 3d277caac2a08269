// Describes the types of a whole program, each once: a graph of nodes whose numbers are this program's own.
import { createHash } from "node:crypto";
import { relative, sep } from "node:path";
import ts from "typescript";
import type { Declared, ObjectType, TupleElement, TypeId, TypeNode, TypeProperty } from "../../runtime/contract/types.js";
import { showType, sortMembers } from "../text/type-text.js";

/** Type arguments nested deeper than this belong to a type that never ends, such as `interface Box<T> { inner?: Box<Box<T>> }`. */
const MAX_NESTING = 5;

const programs = new WeakMap<ts.TypeChecker, ProgramTypes>();

/** Members of unions and properties of objects are in the order in which the checker met them: see {@link ModuleTypes}. */
export class ProgramTypes {
  readonly nodes: TypeNode[] = [];
  readonly #checker: ts.TypeChecker;
  readonly #project: string;
  readonly #ids = new Map<ts.Type, TypeId>();
  readonly #optionals = new Map<ts.Type, TypeId>();
  readonly #waiting: (readonly [TypeId, () => TypeNode])[] = [];
  readonly #digests = new Map<ts.Symbol, string>();
  readonly #texts = new Map<TypeId, string>();
  #works = false;

  /** One for all modules of a program: what they hold is mostly made of the same types. */
  static of(checker: ts.TypeChecker, project: string): ProgramTypes {
    let known = programs.get(checker);
    if (known === undefined) {
      known = new ProgramTypes(checker, project);
      programs.set(checker, known);
    }
    return known;
  }

  private constructor(checker: ts.TypeChecker, project: string) {
    this.#checker = checker;
    this.#project = project;
  }

  /** Type of the variable that a name declares; of a class, that of its instances. */
  idOfName(name: ts.Identifier): TypeId {
    const symbol = ts.isClassDeclaration(name.parent) ? this.#checker.getSymbolAtLocation(name) : undefined;
    if (symbol !== undefined) return this.#idOf(this.#checker.getDeclaredTypeOfSymbol(symbol));
    const type = this.#checker.getTypeAtLocation(name);
    // The value of `const limit = 10` may be another number in the next version; a type that somebody wrote stays as it is.
    const isWritten = ts.isVariableDeclaration(name.parent) && name.parent.type !== undefined;
    return this.#idOf(isWritten || type.isUnion() ? type : this.#checker.getBaseTypeOfLiteralType(type));
  }

  idOfType(type: ts.Type): TypeId {
    return this.#idOf(type);
  }

  /** Of a type that an earlier call has described. */
  textOf(id: TypeId): string {
    let text = this.#texts.get(id);
    if (text === undefined) {
      text = showType(this.nodes, id);
      this.#texts.set(id, text);
    }
    return text;
  }

  #idOf(type: ts.Type): TypeId {
    return this.#ids.get(type) ?? this.#enter(this.#ids, type, () => this.#describe(type));
  }

  /** The type of an optional property, which is optional already. */
  #idOfOptional(type: ts.Type): TypeId {
    const rest = type.isUnion() ? type.types.filter((t) => (t.flags & ts.TypeFlags.Undefined) === 0) : [];
    if (!type.isUnion() || rest.length === type.types.length) return this.#idOf(type);
    if (rest.length === 1) return this.#idOf(rest[0] as ts.Type);
    return this.#optionals.get(type) ?? this.#enter(this.#optionals, type, () => this.#union(rest));
  }

  /** Types are worked out one after the other: a chain of a thousand interfaces is no deep recursion. */
  #enter(ids: Map<ts.Type, TypeId>, type: ts.Type, describe: () => TypeNode): TypeId {
    const id = this.nodes.length;
    this.nodes.push(unknown);
    ids.set(type, id);
    this.#waiting.push([id, describe]);
    if (this.#works) return id;
    this.#works = true;
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) this.nodes[next[0]] = next[1]();
    this.#works = false;
    return id;
  }

  #describe(type: ts.Type): TypeNode {
    const { flags } = type;
    if ((flags & ts.TypeFlags.EnumLike) !== 0) return this.#enum(type);
    const primitive = primitiveName(flags);
    if (primitive !== undefined) return { kind: "primitive", name: primitive };
    if (type.isStringLiteral()) return { kind: "literal", text: JSON.stringify(type.value), of: "string" };
    if (type.isNumberLiteral()) return { kind: "literal", text: String(type.value), of: "number" };
    if ((flags & ts.TypeFlags.BigIntLiteral) !== 0) return { kind: "literal", text: this.#checker.typeToString(type), of: "bigint" };
    if ((flags & ts.TypeFlags.BooleanLiteral) !== 0) return { kind: "literal", text: this.#checker.typeToString(type), of: "boolean" };
    if (type.isUnion()) return this.#union(type.types);
    if (type.isIntersection()) return this.#intersection(type);
    if ((flags & ts.TypeFlags.Object) !== 0) return this.#object(type as ts.ObjectType);
    return { kind: "opaque", text: this.#checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation) };
  }

  #union(types: readonly ts.Type[]): TypeNode {
    const isBoolean = types.filter((t) => (t.flags & ts.TypeFlags.BooleanLiteral) !== 0 && (t.flags & ts.TypeFlags.EnumLike) === 0);
    const rest = isBoolean.length === 2 ? types.filter((t) => !isBoolean.includes(t)) : types;
    const members = rest.map((t) => this.#idOf(t));
    if (isBoolean.length === 2) members.push(this.#idOf(this.#checker.getBooleanType()));
    return { kind: "union", members };
  }

  /** `A & B` of objects is one object; `string & { brand }` is not. */
  #intersection(type: ts.IntersectionType): TypeNode {
    const isObject = type.types.every((t) => (t.flags & ts.TypeFlags.Object) !== 0);
    return isObject ? this.#fields(type) : { kind: "intersection", members: type.types.map((t) => this.#idOf(t)) };
  }

  #enum(type: ts.Type): TypeNode {
    const symbol = type.getSymbol();
    if (type.isUnion() && (symbol === undefined || (symbol.flags & ts.SymbolFlags.Enum) === 0)) return this.#union(type.types);
    const declarations = symbol?.declarations ?? [];
    const members = declarations.flatMap((d) => (ts.isEnumDeclaration(d) ? [...d.members] : ts.isEnumMember(d) ? [d] : []));
    const [first] = members;
    const name = first === undefined ? (symbol?.name ?? "enum") : first.parent.name.text;
    return { kind: "enum", name, members: members.map((m) => [m.name.getText(), this.#checker.getConstantValue(m) ?? ""] as const) };
  }

  #object(type: ts.ObjectType): TypeNode {
    if (this.#checker.isTupleType(type)) return this.#tuple(type as ts.TupleTypeReference);
    const symbol = type.getSymbol();
    if (nesting(type, this.#checker) > MAX_NESTING) return { kind: "opaque", text: nameOf(type) ?? "object" };
    if (symbol !== undefined && isNamed(symbol) && isForeign(symbol)) return this.#reference(type, symbol);
    const calls = this.#checker.getSignaturesOfType(type, ts.SignatureKind.Call);
    if (calls.length > 0) return { kind: "function", text: calls.map((s) => this.#signature(s)).join(" & ") };
    if (this.#checker.getSignaturesOfType(type, ts.SignatureKind.Construct).length > 0)
      return { kind: "function", text: `typeof ${symbol?.name ?? "class"}` };
    return this.#fields(type);
  }

  #tuple(type: ts.TupleTypeReference): TypeNode {
    const { elementFlags } = type.target;
    const elements = this.#checker.getTypeArguments(type).map((argument, index): TupleElement => {
      const flags = elementFlags[index] ?? ts.ElementFlags.Required;
      const is = (flags & ts.ElementFlags.Variable) !== 0 ? "rest" : (flags & ts.ElementFlags.Optional) !== 0 ? "optional" : "required";
      return { type: is === "optional" ? this.#idOfOptional(argument) : this.#idOf(argument), is };
    });
    return { kind: "tuple", elements };
  }

  #reference(type: ts.ObjectType, symbol: ts.Symbol): TypeNode {
    const from = packageOf(symbol);
    const args = argumentsOf(type, this.#checker).map((argument) => this.#idOf(argument));
    const name = qualifiedName(symbol, this.#checker);
    return from === undefined ? { kind: "reference", name, args } : { kind: "reference", name, args, from, digest: this.#digestOf(symbol) };
  }

  /** The declarations themselves stand for the structure: what they refer to is the package's own affair. */
  #digestOf(symbol: ts.Symbol): string {
    const known = this.#digests.get(symbol);
    if (known !== undefined) return known;
    const texts = (symbol.declarations ?? []).map((d) => d.getText().replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|\s+/g, " "));
    const digest = createHash("sha256").update(texts.sort().join("\n")).digest("hex").slice(0, 16);
    this.#digests.set(symbol, digest);
    return digest;
  }

  #fields(type: ts.Type): ObjectType {
    const symbol = type.getSymbol();
    const isClass = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Class) !== 0;
    const name = nameOf(type);
    const at = this.#declared((type.aliasSymbol ?? symbol)?.declarations?.[0]);
    const all = this.#checker.getPropertiesOfType(type).filter((p) => (p.flags & ts.SymbolFlags.Prototype) === 0);
    const onPrototype = (p: ts.Symbol): boolean =>
      (p.flags & (isClass ? ts.SymbolFlags.Method | ts.SymbolFlags.Accessor : ts.SymbolFlags.Method)) !== 0;
    const methods = isClass ? [] : all.filter((p) => onPrototype(p) && !isOptional(p)).map((p) => propertyName(p));
    const args = name === undefined ? [] : (type.aliasTypeArguments ?? argumentsOf(type as ts.ObjectType, this.#checker));
    const indexes = this.#checker
      .getIndexInfosOfType(type)
      .map((info) => [this.#checker.typeToString(info.keyType), this.#idOf(info.type)] as const);
    return {
      kind: "object",
      ...(name === undefined ? {} : { name }),
      ...(args.length === 0 ? {} : { args: args.map((argument) => this.#idOf(argument)) }),
      ...(at === undefined ? {} : { at }),
      ...(isClass ? { classes: this.#classes(type) } : {}),
      properties: all.filter((p) => !onPrototype(p)).map((p) => this.#property(p, at)),
      ...(methods.length === 0 ? {} : { methods: methods.sort() }),
      ...(indexes.length === 0 ? {} : { indexes }),
    };
  }

  #property(symbol: ts.Symbol, around: Declared | undefined): TypeProperty {
    const type = this.#checker.getTypeOfSymbol(symbol);
    const at = this.#declared(symbol.valueDeclaration ?? symbol.declarations?.[0]);
    return {
      name: propertyName(symbol),
      type: isOptional(symbol) ? this.#idOfOptional(type) : this.#idOf(type),
      ...(isOptional(symbol) ? { optional: true } : {}),
      ...(at === undefined ? {} : { line: at.line, ...(at.file === around?.file ? {} : { file: at.file }) }),
    };
  }

  /** A class and those it extends. */
  #classes(type: ts.Type): string[] {
    const names: string[] = [];
    for (let at: ts.Type | undefined = type; at !== undefined; ) {
      const symbol = at.getSymbol();
      if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Class) === 0) break;
      names.push(`${this.#declared(symbol.declarations?.[0])?.file ?? packageOf(symbol) ?? ""}#${symbol.name}`);
      const target: ts.Type = (at as ts.TypeReference).target ?? at;
      at = target.isClassOrInterface() ? this.#checker.getBaseTypes(target)[0] : undefined;
    }
    return names;
  }

  #declared(node: ts.Node | undefined): Declared | undefined {
    if (node === undefined) return undefined;
    const file = node.getSourceFile();
    if (isForeignFile(file)) return undefined;
    const start = ts.getNameOfDeclaration(node as ts.Declaration)?.getStart(file) ?? node.getStart(file);
    return {
      file: relative(this.#project, file.fileName).split(sep).join("/"),
      line: file.getLineAndCharacterOfPosition(start).line + 1,
    };
  }

  // --- signatures, by name only

  #signature(signature: ts.Signature): string {
    const parameters = signature.parameters.map(
      (p) => `${isOptionalParameter(p) ? "?" : ""}${this.#brief(this.#checker.getTypeOfSymbol(p))}`,
    );
    return `(${parameters.join(", ")}) => ${this.#brief(signature.getReturnType())}`;
  }

  /** `type Json = string | Json[]` leads back to itself: at some depth it ends. */
  #brief(type: ts.Type, depth = 0): string {
    if (depth > MAX_NESTING) return "…";
    if ((type.flags & ts.TypeFlags.Object) !== 0) {
      const [element] = this.#checker.isArrayType(type) ? this.#checker.getTypeArguments(type as ts.TypeReference) : [];
      if (element !== undefined) return `${this.#brief(element, depth + 1)}[]`;
      return nameOf(type)?.concat(this.#briefArguments(type, depth)) ?? (type.getCallSignatures().length > 0 ? "Function" : "{…}");
    }
    if (type.isUnion() && (type.flags & (ts.TypeFlags.Boolean | ts.TypeFlags.EnumLike)) === 0) {
      const members = sortMembers([...new Set(type.types.map((t) => this.#brief(t, depth + 1)))]);
      return members.join(" | ").replace("false | true", "boolean");
    }
    return primitiveName(type.flags) ?? this.#checker.typeToString(type);
  }

  #briefArguments(type: ts.Type, depth: number): string {
    const args = type.aliasTypeArguments ?? argumentsOf(type as ts.ObjectType, this.#checker);
    return args.length === 0 ? "" : `<${args.map((a) => this.#brief(a, depth + 1)).join(", ")}>`;
  }
}

const unknown: TypeNode = { kind: "primitive", name: "unknown" };

const PRIMITIVES: readonly (readonly [ts.TypeFlags, string])[] = [
  [ts.TypeFlags.Any, "any"],
  [ts.TypeFlags.Unknown, "unknown"],
  [ts.TypeFlags.String, "string"],
  [ts.TypeFlags.Number, "number"],
  [ts.TypeFlags.BigInt, "bigint"],
  [ts.TypeFlags.Boolean, "boolean"],
  [ts.TypeFlags.ESSymbolLike, "symbol"],
  [ts.TypeFlags.Undefined | ts.TypeFlags.Void, "undefined"],
  [ts.TypeFlags.Null, "null"],
  [ts.TypeFlags.Never, "never"],
  [ts.TypeFlags.NonPrimitive, "object"],
];

const primitiveName = (flags: ts.TypeFlags): string | undefined => PRIMITIVES.find(([flag]) => (flags & flag) !== 0)?.[1];

const isOptional = (symbol: ts.Symbol): boolean => (symbol.flags & ts.SymbolFlags.Optional) !== 0;

function isOptionalParameter({ valueDeclaration: declaration }: ts.Symbol): boolean {
  return (
    declaration !== undefined &&
    ts.isParameter(declaration) &&
    (declaration.questionToken !== undefined || declaration.initializer !== undefined || declaration.dotDotDotToken !== undefined)
  );
}

/** `#secret` for `__#3@#secret`, `__@iterator` for `__@iterator@12`: the checker's numbers say nothing. */
const propertyName = ({ name }: ts.Symbol): string => name.replace(/^__#\d+@/, "").replace(/^(__@.*)@\d+$/, "$1");

/** Types written as `{ … }`, functions and the like have none, unless an alias names them. */
function nameOf(type: ts.Type): string | undefined {
  const symbol = type.aliasSymbol ?? type.getSymbol();
  return symbol !== undefined && isNamed(symbol) ? symbol.name : undefined;
}

const isNamed = ({ name }: ts.Symbol): boolean => !name.startsWith("__");

function argumentsOf(type: ts.ObjectType, checker: ts.TypeChecker): readonly ts.Type[] {
  if (((type.objectFlags ?? 0) & ts.ObjectFlags.Reference) === 0) return [];
  const { target } = type as ts.TypeReference;
  // The `this` type, which a class or interface has as its last parameter, is no argument.
  return checker.getTypeArguments(type as ts.TypeReference).slice(0, target.typeParameters?.length);
}

function nesting(type: ts.Type, checker: ts.TypeChecker, limit = MAX_NESTING + 1): number {
  if (limit === 0 || (type.flags & ts.TypeFlags.Object) === 0) return 0;
  const args = type.aliasTypeArguments ?? argumentsOf(type as ts.ObjectType, checker);
  return args.reduce((deepest, argument) => Math.max(deepest, 1 + nesting(argument, checker, limit - 1)), 0);
}

// --- what is not the program's own

const isForeignFile = ({ isDeclarationFile, fileName }: ts.SourceFile): boolean =>
  isDeclarationFile && /[/\\]node_modules[/\\]|[/\\]typescript[/\\]lib[/\\]lib\.[\w.]+\.d\.ts$/.test(fileName);

const isForeign = (symbol: ts.Symbol): boolean => symbol.declarations?.every((d) => isForeignFile(d.getSourceFile())) ?? false;

/** `zod`, `@types/node`; undefined for the standard library. */
function packageOf(symbol: ts.Symbol): string | undefined {
  const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? "";
  const found = /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(file)?.[1]?.replace("\\", "/");
  return found === undefined || found === "typescript" ? undefined : found;
}

/** `Map`, `NodeJS.Timeout`, `"net".Server`; a module of a package by its package alone. */
const qualifiedName = (symbol: ts.Symbol, checker: ts.TypeChecker): string =>
  checker
    .getFullyQualifiedName(symbol)
    .replace(/^"[^"]*[/\\][^"]*"\./, "")
    .replace(/^global\./, "");

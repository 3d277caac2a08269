// Leads from an emitted file back to the TypeScript program: places, types, and what is known of callees.
import { type TraceMap, traceSegment } from "@jridgewell/trace-mapping";
import ts from "typescript";
import type { ChannelDescriptor, Place } from "../../runtime/contract/build.js";
import type { TypeDescriptor, TypeNode } from "../../runtime/contract/types.js";
import { findDerivedConstructor, isSuperCall } from "../syntax/classes.js";
import { isAssignment } from "../syntax/operators.js";
import type { CallKnowledge } from "./call-knowledge.js";
import { findChannels } from "./channels.js";
import type { DeclaredMember } from "./classes.js";
import { OwnClasses } from "./own-classes.js";
import { isPlainBase, isPlatformFile, isStandardFile } from "./plain-base.js";
import { ProgramTypes } from "./program-types.js";
import { ModuleTypes } from "./types.js";

export interface OriginInput {
  readonly file: ts.SourceFile;
  /** From the emitted file to the TypeScript source. */
  readonly trace: TraceMap;
  /** Path of the TypeScript source, as places show it. */
  readonly source: string;
  readonly sourceFile?: ts.SourceFile | undefined;
  readonly checker?: ts.TypeChecker | undefined;
  /** Name of the module's record in emitted code. */
  readonly module: string;
  /** Folder that `source` is relative to. */
  readonly project?: string | undefined;
}

type Position = Pick<Place, "line" | "column">;

/** Standard library objects all of whose methods run no code of the program, unless they are handed a function. */
const PURE_GLOBALS = new Set(["Math", "Number", "Object", "String", "Date", "BigInt", "performance", "console"]);

/** Methods of collections that keep or compare what they are given, whatever it is, and call nothing of it: `list.push(f)`. */
const KEEPING = new Set(["push", "unshift", "fill", "indexOf", "lastIndexOf", "includes", "add", "set", "get", "has", "delete"]);
const COLLECTION = /^(Readonly)?(Array|Map|Set)$|^Weak(Map|Set)$/;

/** Methods of collections that call their first argument, and are done with it when they return. */
const CALLING = /^(every|filter|find|findIndex|findLast|findLastIndex|flatMap|forEach|map|reduce|reduceRight|some|sort|toSorted)$/;

/** They call later what they are given. */
const TIMERS = new Set(["setTimeout", "setInterval", "setImmediate", "queueMicrotask"]);

export class Origins implements CallKnowledge {
  readonly #input: OriginInput;
  readonly #types: ModuleTypes | undefined;
  readonly #typeOf = new Map<ts.Identifier, TypeDescriptor | undefined>();
  #assigned: ReadonlySet<string> | undefined;
  #ownClasses: OwnClasses | undefined;

  constructor(input: OriginInput) {
    this.#input = input;
    this.#types = input.checker && new ModuleTypes(ProgramTypes.of(input.checker, input.project ?? process.cwd()));
  }

  /** Place in the TypeScript source; for what only the emitted code has, that of its first part that the source has, or of what it is part of. */
  placeOf(node: ts.Node): Place {
    const { line, column } = this.#firstPositionIn(node) ?? this.#positionAround(node) ?? { line: 1, column: 0 };
    return { file: this.#input.source, line, column };
  }

  #firstPositionIn(node: ts.Node): Position | undefined {
    return this.#positionOf(node) ?? ts.forEachChild(node, (child) => this.#firstPositionIn(child));
  }

  #positionAround({ parent }: ts.Node): Position | undefined {
    return ts.isSourceFile(parent) ? undefined : (this.#positionOf(parent) ?? this.#positionAround(parent));
  }

  #positionOf(node: ts.Node): Position | undefined {
    const { line, character } = this.#input.file.getLineAndCharacterOfPosition(node.getStart(this.#input.file));
    const found = traceSegment(this.#input.trace, line, character);
    return found === null || found.length === 1 ? undefined : { line: found[2] + 1, column: found[3] };
  }

  typeOf(name: ts.Identifier): TypeDescriptor | undefined {
    if (!this.#typeOf.has(name)) this.#typeOf.set(name, this.#describeType(name));
    return this.#typeOf.get(name);
  }

  #describeType(name: ts.Identifier): TypeDescriptor | undefined {
    const origin = this.#originOf(name);
    if (origin === undefined || this.#input.checker === undefined || !ts.isIdentifier(origin) || origin.text !== name.text)
      return undefined;
    return this.#types?.describe(origin);
  }

  /** Whether a variable stands for an `enum` of the source. */
  isEnumeration(name: ts.Identifier): boolean {
    const origin = this.#originOf(name);
    return origin !== undefined && (ts.isEnumDeclaration(origin.parent) || ts.isEnumDeclaration(origin)) && this.typeOf(name) !== undefined;
  }

  /** The channels that the module opens, in the order of its source. */
  channels(): readonly (Omit<ChannelDescriptor, "name"> & { readonly name: string | undefined })[] {
    const { sourceFile, checker, source } = this.#input;
    const types = this.#types;
    if (sourceFile === undefined || checker === undefined || types === undefined) return [];
    return findChannels(sourceFile, checker).map(({ call, name, message }) => {
      const { line, character } = sourceFile.getLineAndCharacterOfPosition(call.getStart(sourceFile));
      return { name, type: types.describeType(message), place: { file: source, line: line + 1, column: character } };
    });
  }

  /** What the types described so far are made of. */
  get types(): readonly TypeNode[] {
    return this.#types?.table ?? [];
  }

  /** The field of a class, or the parameter that declares it, in the TypeScript source. */
  fieldOf(
    node: ts.ClassLikeDeclaration,
    name: string,
    isStatic: boolean,
  ): { readonly type: TypeDescriptor; readonly isReadonly: boolean } | undefined {
    const found = this.#declarationsOf(node).find((d) => d.name.getText() === name && hasStatic(d) === isStatic);
    if (found === undefined || ts.isMethodDeclaration(found)) return undefined;
    const type = this.#types?.describe(found.name as ts.Identifier);
    if (type === undefined) return undefined;
    return { type, isReadonly: hasModifier(found, ts.SyntaxKind.ReadonlyKeyword) };
  }

  declaredMembers(node: ts.ClassLikeDeclaration): readonly DeclaredMember[] {
    return this.#declarationsOf(node).flatMap((declaration) => {
      const { name } = declaration;
      if (ts.isComputedPropertyName(name) || hasModifier(declaration, ts.SyntaxKind.DeclareKeyword, ts.SyntaxKind.AbstractKeyword))
        return [];
      return [{ name: name.getText(), static: hasStatic(declaration), isField: !ts.isMethodDeclaration(declaration) }];
    });
  }

  /** Fields, parameters that declare one, and private methods of the source's class. */
  #declarationsOf(node: ts.ClassLikeDeclaration): readonly (ts.PropertyDeclaration | ts.ParameterDeclaration | ts.MethodDeclaration)[] {
    return (
      this.#classOf(node)?.members.flatMap((member): (ts.PropertyDeclaration | ts.ParameterDeclaration | ts.MethodDeclaration)[] => {
        if (ts.isConstructorDeclaration(member)) return member.parameters.filter((p) => ts.isParameterPropertyDeclaration(p, member));
        const isPrivateMethod = ts.isMethodDeclaration(member) && ts.isPrivateIdentifier(member.name);
        return ts.isPropertyDeclaration(member) || isPrivateMethod ? [member] : [];
      }) ?? []
    );
  }

  /** `Color.Red`: a constant whenever it is read. */
  isEnumMember(node: ts.PropertyAccessExpression): boolean {
    const origin = this.#originOf(node.name);
    const symbol = origin && this.#input.checker?.getSymbolAtLocation(origin);
    return symbol !== undefined && (symbol.flags & ts.SymbolFlags.EnumMember) !== 0;
  }

  #classOf(node: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration | undefined {
    const token = this.#originOf(node.name ?? node);
    for (let at = token; at !== undefined && !ts.isSourceFile(at); at = at.parent) if (ts.isClassLike(at)) return at;
    return undefined;
  }

  /** Whether an imported variable may be assigned by the module that exports it; cautious where types cannot tell. */
  isLiveImport(name: ts.Identifier): boolean {
    if (ts.isNamespaceImport(name.parent)) return false;
    const { checker } = this.#input;
    const origin = this.#originOf(name);
    if (checker === undefined || origin === undefined) return true;
    let symbol = checker.getSymbolAtLocation(origin);
    if (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0) symbol = checker.getAliasedSymbol(symbol);
    const declaration = symbol?.valueDeclaration;
    if (declaration === undefined) return true;
    return ts.isVariableDeclaration(declaration) && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0;
  }

  isLibraryCall(call: ts.CallExpression | ts.NewExpression): boolean {
    if (isSuperCall(call)) return this.#isPlainParent(call);
    const { expression: callee } = call;
    if (ts.isPropertyAccessExpression(callee) && KEEPING.has(callee.name.text) && this.#isOfCollection(callee.name)) return true;
    if (ts.isIdentifier(callee) && TIMERS.has(callee.text) && this.#isDeclaredBy(callee, (d) => isPlatformFile(d.getSourceFile())))
      return true;
    return this.#isLibraryCallee(callee) && call.arguments?.some((argument) => this.#mayHoldFunction(argument)) !== true;
  }

  #isLibraryCallee(callee: ts.Expression): boolean {
    if (ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && PURE_GLOBALS.has(callee.expression.text)) {
      return this.#isStandard(callee.name) ?? callee.expression.text === "Math";
    }
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    return (ts.isIdentifier(name) && this.#isStandard(name)) ?? false;
  }

  /** Whether a method is declared by a collection of the standard library; one that overrides it is declared by the program. */
  #isOfCollection(name: ts.Node): boolean {
    return this.#isDeclaredBy(
      name,
      ({ parent }) => ts.isInterfaceDeclaration(parent) && COLLECTION.test(parent.name.text) && isStandardFile(parent.getSourceFile()),
    );
  }

  /** Whether `isSuch` holds for all declarations of a name, if types know any. */
  #isDeclaredBy(name: ts.Node, isSuch: (declaration: ts.Declaration) => boolean): boolean {
    const origin = this.#originOf(name);
    const declarations = (origin && this.#input.checker?.getSymbolAtLocation(origin)?.declarations) ?? [];
    return declarations.length > 0 && declarations.every(isSuch);
  }

  callbackOf(call: ts.CallExpression | ts.NewExpression): ts.Expression | undefined {
    const { expression: callee, arguments: [first] = [] } = call;
    if (first === undefined || ts.isSpreadElement(first)) return undefined;
    if (ts.isNewExpression(call))
      return ts.isIdentifier(callee) && callee.text === "Promise" && this.#isStandard(callee) ? first : undefined;
    const isCalling = ts.isPropertyAccessExpression(callee) && CALLING.test(callee.name.text) && this.#isOfCollection(callee.name);
    return isCalling ? first : undefined;
  }

  /** Whether the constructors that `super(…)` runs call nothing of the program. */
  #isPlainParent(call: ts.CallExpression): boolean {
    const { checker } = this.#input;
    const around = findDerivedConstructor(call)?.parent;
    let origin = around && this.#originOf(around);
    while (origin !== undefined && !ts.isClassLike(origin) && !ts.isSourceFile(origin)) origin = origin.parent;
    if (checker === undefined || origin === undefined || !ts.isClassLike(origin)) return false;
    const takesFunctions = call.arguments.some((argument) => this.#mayHoldFunction(argument));
    return isPlainBase(origin, checker, takesFunctions ? "functions" : "values");
  }

  givesPrimitive(call: ts.CallExpression | ts.NewExpression): boolean {
    const { checker } = this.#input;
    const origin = this.#originOf(call);
    if (checker === undefined || origin === undefined || startsLargerCall(call) || this.helperOf(call) !== undefined) return false;
    const found = expressionAt(origin, call);
    return found.kind === call.kind && isHarmless(checker.getTypeAtLocation(found), checker, 0);
  }

  isOwnMethod(name: ts.Identifier): boolean {
    const { checker, sourceFile } = this.#input;
    const origin = this.#originOf(name);
    const symbol = origin?.getText() === name.text ? checker?.getSymbolAtLocation(origin) : undefined;
    if (symbol === undefined || checker === undefined || sourceFile === undefined) return false;
    this.#ownClasses ??= new OwnClasses(sourceFile, checker);
    return this.#ownClasses.haveMethod(symbol);
  }

  isMethodOf(name: ts.Node, method: ts.Node): boolean {
    const declared = this.#declaredMethod(name);
    return declared !== undefined && ts.isMethodDeclaration(method) && declared === this.#declaredMethod(method.name);
  }

  /** The text of the method that a name stands for. */
  #declaredMethod(name: ts.Node): ts.Declaration | undefined {
    const origin = this.#originOf(name);
    const symbol = origin?.getText() === name.getText() ? origin && this.#input.checker?.getSymbolAtLocation(origin) : undefined;
    const declarations = symbol?.declarations ?? [];
    const [found, ...others] = declarations.filter((d) => ts.isMethodDeclaration(d) && d.body !== undefined);
    return others.length === 0 && declarations.every((d) => ts.isMethodDeclaration(d) && d.parent === found?.parent) ? found : undefined;
  }

  helperOf({ expression: callee }: ts.CallExpression | ts.NewExpression): "invocation" | "helper" | undefined {
    const isOurs =
      ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && callee.expression.text === this.#input.module;
    if (!isOurs) return undefined;
    return callee.name.text === "call" ? "invocation" : "helper";
  }

  /** What types tell of `o.f` as a callee: methods stay what they are unless the file itself assigns one of that name. */
  calleeOf(callee: ts.Expression): "steady" | "changing" | "accessor" {
    if (!ts.isPropertyAccessExpression(callee)) return "changing";
    const { name } = callee;
    const origin = this.#originOf(name);
    const symbol = origin?.getText() === name.text ? this.#input.checker?.getSymbolAtLocation(origin) : undefined;
    if (symbol === undefined) return "changing";
    if ((symbol.flags & ts.SymbolFlags.Accessor) !== 0) return "accessor";
    return isFixedMember(symbol) && !this.#assignedNames().has(name.text) ? "steady" : "changing";
  }

  /** Names of members that the file assigns somewhere. */
  #assignedNames(): ReadonlySet<string> {
    if (this.#assigned !== undefined) return this.#assigned;
    const names = new Set<string>();
    const visit = (node: ts.Node): void => {
      if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind) && ts.isPropertyAccessExpression(node.left))
        names.add(node.left.name.text);
      ts.forEachChild(node, visit);
    };
    visit(this.#input.file);
    this.#assigned = names;
    return names;
  }

  /** Whether a callee is declared by the standard library; undefined where types cannot tell. */
  #isStandard(name: ts.Node): boolean | undefined {
    const { checker } = this.#input;
    const origin = this.#originOf(name);
    if (checker === undefined || origin === undefined || !ts.isIdentifier(origin)) return undefined;
    const declarations = checker.getSymbolAtLocation(origin)?.declarations ?? [];
    return declarations.length > 0 && declarations.every((d) => isStandardFile(d.getSourceFile()) && !takesFunction(d));
  }

  /** Handing over a function (or an object, whose `toString` or getters may be the program's) can lead back into the program. */
  #mayHoldFunction(argument: ts.Expression): boolean {
    if (ts.isLiteralExpression(argument) || ts.isTemplateExpression(argument)) return false;
    const { checker } = this.#input;
    const origin = this.#originOf(argument);
    if (checker === undefined || origin === undefined) return !ts.isBinaryExpression(argument) && !ts.isPrefixUnaryExpression(argument);
    return !isHarmless(checker.getTypeAtLocation(expressionAt(origin, argument)), checker, 0);
  }

  #originOf(node: ts.Node): ts.Node | undefined {
    const { sourceFile, file } = this.#input;
    if (sourceFile === undefined) return undefined;
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    const found = traceSegment(this.#input.trace, line, character);
    if (found === null || found.length === 1) return undefined;
    return tokenAt(sourceFile, sourceFile.getPositionOfLineAndCharacter(found[2], found[3]));
  }
}

const hasModifier = (node: ts.HasModifiers, ...kinds: readonly ts.SyntaxKind[]): boolean =>
  ts.getModifiers(node)?.some((m) => kinds.includes(m.kind)) === true;

const hasStatic = (node: ts.HasModifiers): boolean => hasModifier(node, ts.SyntaxKind.StaticKeyword);

/** A call whose result may be called back by, e.g. `array.sort(compare)`, names a parameter of a function type. */
function takesFunction(declaration: ts.Declaration): boolean {
  return ts.isFunctionLike(declaration) && declaration.parameters.some((p) => p.type !== undefined && ts.isFunctionTypeNode(p.type));
}

/** Methods, functions of namespaces, constants, and whatever the standard library declares. */
function isFixedMember(symbol: ts.Symbol): boolean {
  const fixed = ts.SymbolFlags.Method | ts.SymbolFlags.Function | ts.SymbolFlags.Class | ts.SymbolFlags.Enum | ts.SymbolFlags.Alias;
  if ((symbol.flags & fixed) !== 0) return true;
  const declarations = symbol.declarations ?? [];
  const isReadonly = (d: ts.Declaration): boolean => (ts.getCombinedModifierFlags(d) & ts.ModifierFlags.Readonly) !== 0;
  return declarations.length > 0 && declarations.every((d) => isReadonly(d) || isStandardFile(d.getSourceFile()));
}

/** `f()` of `f()()`: in the source, too, the call that starts there is a larger one. */
function startsLargerCall(call: ts.Expression): boolean {
  for (let at: ts.Node = call.parent; ts.isExpression(at) && at.getStart() === call.getStart(); at = at.parent)
    if (at.kind === call.kind) return true;
  return false;
}

/** The outermost expression of the same kind that starts at a token. */
function expressionAt(token: ts.Node, like: ts.Expression): ts.Node {
  let found = token;
  for (let node = token; ts.isExpression(node.parent) && node.parent.getStart() === token.getStart(); ) {
    node = node.parent;
    if (node.kind === like.kind) found = node;
  }
  return found;
}

/** Primitive values run no code when the library reads them; neither do collections of them. */
function isHarmless(type: ts.Type, checker: ts.TypeChecker, depth: number): boolean {
  const primitive =
    ts.TypeFlags.NumberLike |
    ts.TypeFlags.StringLike |
    ts.TypeFlags.BooleanLike |
    ts.TypeFlags.BigIntLike |
    ts.TypeFlags.ESSymbolLike |
    ts.TypeFlags.Undefined |
    ts.TypeFlags.Null |
    ts.TypeFlags.Void;
  if ((type.flags & primitive) !== 0) return true;
  if (type.isUnion()) return type.types.every((t) => isHarmless(t, checker, depth));
  if (depth < 2 && checker.isArrayType(type)) {
    return checker.getTypeArguments(type as ts.TypeReference).every((t) => isHarmless(t, checker, depth + 1));
  }
  return false;
}

function tokenAt(file: ts.SourceFile, position: number): ts.Node | undefined {
  const find = (child: ts.Node): ts.Node | undefined =>
    child.pos <= position && position < child.end && child.getStart(file) <= position ? child : undefined;
  const findAmong = (children: ts.NodeArray<ts.Node>): ts.Node | undefined => {
    const last = position < children.end ? children[findFirstBehind(children, position)] : undefined;
    return last && find(last);
  };
  let node: ts.Node = file;
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(node, find, findAmong);
    if (inner === undefined) return node === file ? undefined : node;
    node = inner;
  }
}

/** Index of the first node that ends behind a position; they stand one behind the other. */
function findFirstBehind(nodes: ts.NodeArray<ts.Node>, position: number): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] as ts.Node).end <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

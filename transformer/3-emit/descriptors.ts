// Writes the state descriptors of a module: what each function, point and variable is, for `diff` and for the running program.
import ts from "typescript";
import {
  type ClassDescriptor,
  type CodePlaces,
  FORMAT,
  type FunctionDescriptor,
  type LocalDescriptor,
  type MemberDescriptor,
  type ModuleDescriptor,
  type PointDescriptor,
  type VariableDescriptor,
  type Warning,
} from "../../runtime/contract/build.js";
import type { ClassInfo, MemberInfo } from "../1-analyze/classes.js";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { Origins } from "../1-analyze/origins.js";
import type { OuterWrite } from "../1-analyze/outer-writes.js";
import type { FunctionPoints, Point } from "../1-analyze/points.js";
import type { Binding } from "../1-analyze/scopes.js";
import type { Variable } from "../1-analyze/variables.js";
import type { FrameLayout, Lowerer, LowerInput } from "../2-lower/lower.js";
import { filledName, findFilling, immediateCall } from "../syntax/fillings.js";
import { isKeepable } from "../syntax/keepable.js";
import { bodyOf, boundNames, type FunctionNode, isFunctionNode, isLoop, skipParentheses } from "../syntax/nodes.js";
import { operandsOf } from "../syntax/operands.js";
import { isWrite } from "../syntax/operators.js";
import { describeStatements, plainText, type ShapeSource } from "../syntax/shapes.js";
import { digest } from "../text/digest.js";
import { endingNames, isCellsName, isOperandName, loopNames } from "../text/names.js";
import type { PlacedMark } from "./render.js";

export interface DescriptorInput {
  readonly lower: LowerInput;
  readonly lowerer: Lowerer;
  readonly origins: Origins;
  readonly js: string;
  readonly source: string;
  readonly moduleFormat: "esm" | "cjs";
  readonly base: readonly PlacedMark[];
  readonly unit: readonly PlacedMark[];
  readonly links: Readonly<Record<number, readonly string[]>>;
  /** Names of locals whose initialiser a unit can compute. */
  pureOf(info: FunctionInfo): ReadonlySet<ts.Node>;
  /** Whether that initialiser needs no other local. */
  needsNothing(declaration: ts.Identifier): boolean;
  readonly classes: readonly ClassInfo[];
  slotsOf(info: ClassInfo): readonly number[];
  /** Names of the module that stand in a node. */
  usesOf(node: ts.Node): readonly string[];
  /** Module variables with a unit of their own, and the functions in it. */
  readonly variableUnits: ReadonlyMap<string, readonly number[]>;
  readonly outerWrites: readonly OuterWrite[];
  readonly warnings: readonly Warning[];
}

export function emitDescriptor(input: DescriptorInput): ModuleDescriptor {
  const { lower } = input;
  const writes = Map.groupBy(input.outerWrites, ({ owner }) => owner);
  const writesOf = (owner: FunctionNode | undefined): Pick<FunctionDescriptor, "writes"> => {
    const own = writes.get(owner)?.map(({ node, text }) => ({ text, place: input.origins.placeOf(node) }));
    return own === undefined ? {} : { writes: own };
  };
  const functions = lower.functions.functions.map((info) => ({ ...new FunctionDescriber(input, info).run(), ...writesOf(info.node) }));
  const variables = describeVariables(input);
  const classes = input.classes.map((info) => describeClass(info, input));
  const enumerations = new Set(variables.flatMap((v) => (v.kind === "enum" ? [v.name] : [])));
  const statements = lower.file.statements.filter(
    (s) =>
      !(ts.isImportDeclaration(s) && s.importClause !== undefined) &&
      !ts.isFunctionDeclaration(s) &&
      !enumerations.has(filledName(s) ?? ""),
  );
  return {
    format: FORMAT,
    js: input.js,
    source: input.source,
    moduleFormat: input.moduleFormat,
    functions,
    variables,
    classes,
    types: input.origins.types,
    base: describePlaces(input.base),
    unit: describePlaces(input.unit),
    ...describeExports(lower.file),
    links: input.links,
    body: describeBody(statements, input),
    warnings: input.warnings,
    ...writesOf(undefined),
  };
}

/** Without what gives classes their static fields: they are told as members. */
function describeBody(all: readonly ts.Statement[], input: DescriptorInput): ModuleDescriptor["body"] {
  const fields = new Set(input.classes.flatMap(({ members }) => members.map(({ node }) => node.parent)));
  const statements = all.filter((statement) => !fields.has(statement));
  const described = describeStatements(statements, { ...shapeSource(input), pointsAt: () => [], keepsOf: () => [] });
  return described.map((statement, index) => ({ ...statement, place: input.origins.placeOf(statements[index] as ts.Statement) }));
}

const shapeSource = (input: DescriptorInput): Pick<ShapeSource, "file" | "functions"> => ({
  file: input.lower.file,
  functions: input.lower.functions,
});

function describePlaces(marks: readonly PlacedMark[]): CodePlaces {
  const points: [number, number, number, number][] = [];
  const spans: [number, number, number, number, number][] = [];
  const open: { fn: number; line: number; column: number }[] = [];
  for (const { mark, line, column } of marks) {
    if (mark.mark === "point") points.push([line, column, mark.fn, mark.point]);
    else if (mark.mark === "start") open.push({ fn: mark.fn, line, column });
    else {
      const start = open.pop();
      if (start !== undefined) spans.push([start.line, start.column, line, column, start.fn]);
    }
  }
  return { points, spans };
}

class FunctionDescriber {
  readonly #input: DescriptorInput;
  readonly #info: FunctionInfo;
  readonly #points: FunctionPoints;
  readonly #layout: FrameLayout;
  readonly #shape: ShapeSource;
  readonly #temporaryOf: ReadonlyMap<ts.Node, string>;

  constructor(input: DescriptorInput, info: FunctionInfo) {
    this.#input = input;
    this.#info = info;
    this.#points = input.lower.points.get(info) as FunctionPoints;
    this.#layout = input.lowerer.layout(info);
    this.#temporaryOf = input.lowerer.temporaries(info).nameOf;
    this.#shape = {
      ...shapeSource(input),
      pointsAt: (node) => {
        const point = this.#points.pointOf.get(node);
        return point === undefined ? [] : [point.id];
      },
      keepsOf: (node) => this.#keepsOf(node),
    };
  }

  run(): FunctionDescriptor {
    const { node, index, id, kind, form, parent, fixed, unmovable } = this.#info;
    const code = bodyOf(node);
    const body = code !== undefined && ts.isBlock(code) ? code.statements : [];
    const entry = this.#points.pointOf.get(node);
    const tree = describeStatements(body, this.#shape);
    const expression = code !== undefined && !ts.isBlock(code) ? [this.#expressionBody(code)] : [];
    return {
      id,
      index,
      kind,
      form,
      parent: parent?.index ?? -1,
      digest: digest([plainText(node, this.#shape), ...this.#layoutKey()].join("\n")),
      place: this.#input.origins.placeOf(node),
      locals: this.#locals(),
      captures:
        this.#info.captures.length + this.#info.specials.length === 0
          ? []
          : [...Array(this.#info.captures.length + this.#info.specials.length).keys()],
      ...(ts.isArrowFunction(node) && this.#info.mentions.this ? { usesThis: true } : {}),
      points: this.#points.points.map((point) => this.#point(point)),
      tree:
        entry === undefined
          ? [...tree, ...expression]
          : [{ kind: "Entry", text: "", points: [entry.id], keeps: [], declares: [], blocks: [] }, ...tree, ...expression],
      ...(fixed === undefined ? {} : { fixed }),
      ...(unmovable === undefined ? {} : { unmovable }),
      ...this.#once(),
    };
  }

  #once(): Pick<FunctionDescriptor, "once"> {
    const { node, parent } = this.#info;
    const call = parent === undefined ? immediateCall(node) : undefined;
    if (call === undefined) return {};
    const name = ts.isExpressionStatement(call.parent) ? filledName(call.parent) : undefined;
    const binding = name === undefined ? undefined : this.#input.lower.scopes.module.bindings.get(name);
    const isEnumeration = binding !== undefined && this.#input.origins.isEnumeration(binding.declaration);
    return { once: isEnumeration ? "enumeration" : "initialisation" };
  }

  /** Points and saved values are part of a function's identity: equal digests promise interchangeable frames. */
  #layoutKey(): string[] {
    const points = this.#points.points.map((p) => `${p.kind}${p.label ?? ""}`);
    const locals = this.#layout.locals.map((l) => `${l.variable?.mode ?? ""}${l.variable?.storage ?? ""}`);
    return [points.join(" "), locals.join(" "), ...(this.#info.cells === undefined ? [] : ["cells"])];
  }

  #expressionBody(node: ts.Node): FunctionDescriptor["tree"][number] {
    const points: number[] = [];
    const visit = (at: ts.Node): void => {
      points.push(...this.#shape.pointsAt(at));
      if (!isFunctionNode(at)) ts.forEachChild(at, visit);
    };
    visit(node);
    return {
      kind: "ReturnStatement",
      text: plainText(node, this.#shape),
      points: points.sort((a, b) => a - b),
      keeps: [],
      declares: [],
      blocks: [],
    };
  }

  #locals(): LocalDescriptor[] {
    const pure = this.#input.pureOf(this.#info);
    return this.#layout.locals.map((local): LocalDescriptor => {
      const binding = local.capture ?? local.variable?.binding;
      const place = this.#input.origins.placeOf(binding?.declaration ?? this.#info.node);
      const type = binding && this.#input.origins.typeOf(binding.declaration);
      const storage = local.variable?.storage ?? (local.capture === undefined ? "value" : this.#captureStorage(local.capture));
      return {
        name: local.name,
        storage,
        role: roleOf(local),
        place,
        ...(type === undefined ? {} : { type }),
        ...(binding !== undefined && pure.has(binding.declaration) ? { pure: true } : {}),
        ...(binding !== undefined && this.#input.needsNothing(binding.declaration) ? { alone: true } : {}),
        ...(binding !== undefined && isRepeated(binding) ? { repeated: true } : {}),
        ...(local.variable === undefined ? {} : describeRestart(local.variable)),
      };
    });
  }

  #captureStorage(capture: Binding): "value" | "box" {
    return this.#input.lowerer.storageOf(capture);
  }

  #point(point: Point): PointDescriptor {
    const { node } = point;
    const called = ts.isAwaitExpression(node) ? skipParentheses(node.expression) : node;
    const callee = ts.isCallExpression(called) || ts.isNewExpression(called) ? this.#calleeOf(called) : undefined;
    const text = callee && plainText(callee, this.#shape);
    return {
      id: point.id,
      kind: point.kind,
      place: this.#input.origins.placeOf(node === this.#info.node ? node : node),
      live: this.#layout.locals.flatMap((local, index) => (this.#isLive(local, point) ? [index] : [])),
      ...(point.label === undefined ? {} : { label: point.label }),
      ...(text === undefined ? {} : { text }),
      ...(isCleaning(node) ? { cleaning: true } : {}),
    };
  }

  /** What a call calls; `o.f` of `$m.call(o.f, o, …)`. */
  #calleeOf(call: ts.CallExpression | ts.NewExpression): ts.Node {
    return this.#input.origins.helperOf(call) === undefined ? call.expression : (call.arguments?.[0] ?? call.expression);
  }

  /** Whether a local has its value when a frame stands at a point. */
  #isLive(local: FrameLayout["locals"][number], point: Point): boolean {
    if (local.variable !== undefined) return this.#isVariableLive(local.variable.binding, point.node);
    if (local.capture !== undefined || local.special !== undefined || local.name === "arguments" || isCellsName(local.name)) return true;
    return this.#keptAround(point.node).has(local.name);
  }

  #isVariableLive(binding: Binding, at: ts.Node): boolean {
    if (binding.kind === "parameter" || binding.kind === "self" || binding.kind === "var") return true;
    const scope = binding.scope.node;
    const isLoopPoint = ts.isIterationStatement(at, false);
    const position = isLoopPoint ? at.statement.pos : at.pos;
    const inScope = scope === this.#info.node || (scope.pos <= position && at.end <= scope.end);
    return inScope && (binding.kind === "function" || binding.ready <= position + (isLoopPoint ? 1 : 0));
  }

  /** Temporaries of the unfinished expressions around a node, and what the statements around it keep. */
  #keptAround(node: ts.Node): Set<string> {
    const names = new Set<string>();
    let child = node;
    for (let at = node.parent; at !== undefined && child !== this.#info.node; child = at, at = at.parent) {
      if (!ts.isStatement(at)) this.#keptBefore(at, child, names);
      else this.#keptByStatement(at, child, names);
    }
    if (ts.isForOfStatement(node) || ts.isForInStatement(node)) for (const name of loopNames(node)) names.add(name);
    for (const name of liveOperands(this.#info.node, node)) names.add(name);
    return names;
  }

  #keptBefore(parent: ts.Node, child: ts.Node, names: Set<string>): void {
    const holds = (operand: ts.Node): boolean => operand.pos <= child.pos && child.end <= operand.end;
    for (const operand of operandsOf(parent)) {
      if (holds(operand)) break;
      const name = this.#temporaryOf.get(operand);
      if (name !== undefined) names.add(name);
    }
    const old = ts.isBinaryExpression(parent) && parent.right === child ? this.#temporaryOf.get(parent.operatorToken) : undefined;
    if (old !== undefined) names.add(old);
  }

  #keptByStatement(at: ts.Statement, child: ts.Node, names: Set<string>): void {
    if ((ts.isForOfStatement(at) || ts.isForInStatement(at)) && child === at.statement) for (const name of loopNames(at)) names.add(name);
    if (ts.isTryStatement(at) && child === at.finallyBlock) for (const name of endingNames(at)) names.add(name);
  }

  #keepsOf(node: ts.Node): number[] {
    const names =
      ts.isForOfStatement(node) || ts.isForInStatement(node) ? loopNames(node) : ts.isTryStatement(node) ? endingNames(node) : [];
    return names.map((name) => this.#layout.locals.findIndex((l) => l.name === name && l.variable === undefined)).filter((i) => i >= 0);
  }
}

/**
 * Intermediate values that a frame needs which goes on from a node: those that its own statement has computed before, and those of which the
 * next mention behind it is no assignment.
 */
function liveOperands(fn: ts.Node, node: ts.Node): ReadonlySet<string> {
  let statement = node;
  while (!ts.isStatement(statement) && statement !== fn) statement = statement.parent;
  const [before, around, next] = [new Set<string>(), new Set<string>(), new Map<string, ts.Identifier>()];
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && isOperandName(at.text)) {
      if (at.pos < node.pos) (at.pos >= statement.pos ? around : before).add(at.text);
      if (at.pos >= node.end && !next.has(at.text)) next.set(at.text, at);
    }
    if (!isFunctionNode(at)) ts.forEachChild(at, visit);
  };
  ts.forEachChild(fn, visit);
  const later = [...next].flatMap(([name, mention]) => (before.has(name) && !isWrite(mention) ? [name] : []));
  return new Set([...around, ...later]);
}

/** Whether a node is a `finally` block, or stands in one of its own function. */
function isCleaning(node: ts.Node): boolean {
  for (let at = node; !isFunctionNode(at) && !ts.isSourceFile(at); at = at.parent)
    if (ts.isTryStatement(at.parent) && at.parent.finallyBlock === at) return true;
  return false;
}

/** Declared inside a loop: one call has many of it. */
function isRepeated({ scope }: Binding): boolean {
  for (let at: ts.Node = scope.node; !ts.isSourceFile(at) && !isFunctionNode(at); at = at.parent) if (isLoop(at)) return true;
  return false;
}

/** What becomes of a variable when its call begins anew. */
function describeRestart({ binding, role }: Variable): Pick<LocalDescriptor, "keepable" | "assigned"> {
  if (role === "parameter") return binding.references.some((reference) => reference.write) ? { assigned: true } : {};
  const { parent } = binding.declaration;
  return ts.isVariableDeclaration(parent) && parent.name === binding.declaration && isKeepable(parent) ? { keepable: true } : {};
}

function roleOf(local: FrameLayout["locals"][number]): LocalDescriptor["role"] {
  if (local.variable === undefined && isCellsName(local.name)) return "cells";
  if (local.capture !== undefined || local.special !== undefined) return "capture";
  if (local.variable !== undefined) return local.variable.role;
  return local.name === "arguments" ? "parameter" : "temporary";
}

// --- module variables ---

function describeVariables(input: DescriptorInput): VariableDescriptor[] {
  const bindings = input.lower.scopes.module.bindings;
  const properties = input.moduleFormat === "cjs" ? input.lower.file.statements.flatMap((s) => describeProperty(s, input)) : [];
  return [
    ...[...bindings.values()].map((binding) => describeVariable(binding, input)),
    ...properties.filter(({ name }, index) => !bindings.has(name) && properties.findIndex((p) => p.name === name) === index),
  ];
}

/** `exports.users = new Map();` for `export const users = new Map();` */
function describeProperty(statement: ts.Statement, input: DescriptorInput): VariableDescriptor[] {
  const assignment = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (assignment === undefined || !ts.isBinaryExpression(assignment) || !ts.isPropertyAccessExpression(assignment.left)) return [];
  const { left, right, operatorToken } = assignment;
  const isExport = ts.isIdentifier(left.expression) && left.expression.text === "exports" && ts.isIdentifier(left.name);
  const type = isExport && operatorToken.kind === ts.SyntaxKind.EqualsToken ? input.origins.typeOf(left.name as ts.Identifier) : undefined;
  if (type === undefined || (ts.isIdentifier(right) && input.lower.scopes.bindingOf.has(right))) return [];
  const literal = isLiteral(right) ? right.getText(input.lower.file) : undefined;
  return [
    {
      name: left.name.text,
      kind: "property",
      digest: digest(plainText(right, { ...shapeSource(input), pointsAt: () => [], keepsOf: () => [] })),
      place: input.origins.placeOf(left.name),
      type,
      ...(literal === undefined ? {} : { literal }),
    },
  ];
}

function describeVariable(binding: Binding, input: DescriptorInput): VariableDescriptor {
  const { declaration } = binding;
  const filling = enumerationFilling(binding, input);
  const source: ShapeSource = { ...shapeSource(input), pointsAt: () => [], keepsOf: () => [] };
  const initializer = ts.isVariableDeclaration(declaration.parent) ? declaration.parent.initializer : undefined;
  const shown = binding.kind === "class" || binding.kind === "function" ? declaration.parent : (initializer ?? declaration);
  // `const f = () => …` holds the same function whatever its body says: that is compared as a function.
  if (filling !== undefined) return { ...describeNamed(binding, input), kind: "enum", digest: digest(filling.getText(input.lower.file)) };
  const text = shown === initializer && isFunctionNode(shown) ? `ƒ ${shown.kind}` : plainText(shown, source);
  const from = importSource(declaration);
  const literal = initializer !== undefined && isLiteral(initializer) ? initializer.getText(input.lower.file) : undefined;
  const held = input.classes.find((info) => info.variable === binding.name);
  return {
    ...describeNamed(binding, input),
    digest: digest(text),
    ...(literal === undefined ? {} : { literal }),
    ...(from === undefined ? {} : { from }),
    ...(initializer !== undefined && isRequired(initializer) ? { requires: true as const } : {}),
    ...(held === undefined ? {} : { class: held.index }),
    ...describeAlias(binding, input),
  };
}

function describeAlias({ name }: Binding, { classes }: DescriptorInput): Pick<VariableDescriptor, "aliasOf"> {
  const decorated = classes.find(({ alias }) => alias === name)?.variable;
  return decorated === undefined ? {} : { aliasOf: decorated };
}

function describeNamed(binding: Binding, input: DescriptorInput): Omit<VariableDescriptor, "digest"> {
  const { name, declaration } = binding;
  const type = input.origins.typeOf(declaration);
  return {
    name,
    kind: variableKind(binding, input),
    place: input.origins.placeOf(declaration),
    ...(input.variableUnits.has(name) ? { unit: input.variableUnits.get(name) ?? [] } : {}),
    ...(type === undefined ? {} : { type }),
  };
}

const enumerationFilling = ({ name, declaration }: Binding, input: DescriptorInput): ts.CallExpression | undefined =>
  input.origins.isEnumeration(declaration) ? findFilling(name, input.lower.file) : undefined;

const LITERAL_WORDS: readonly ts.SyntaxKind[] = [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword];

/** `10`, `"a"`, `-5`, `true`: a regular expression is an object, with an identity and a state of its own. */
function isLiteral(node: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.MinusToken && isLiteral(node.operand);
  return LITERAL_WORDS.includes(node.kind) || (ts.isLiteralExpression(node) && !ts.isRegularExpressionLiteral(node));
}

/** `require("./a")`, also as TypeScript's helpers wrap it: `tslib_1.__importStar(require("./a"))`. */
function isRequired(node: ts.Expression): boolean {
  if (!ts.isCallExpression(node)) return false;
  const [argument] = node.arguments;
  if (ts.isIdentifier(node.expression) && node.expression.text === "require") return argument !== undefined && ts.isStringLiteral(argument);
  const helper = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  return ts.isIdentifier(helper) && /^__import(Default|Star)$/.test(helper.text) && argument !== undefined && isRequired(argument);
}

function variableKind(binding: Binding, input: DescriptorInput): VariableDescriptor["kind"] {
  if (binding.kind === "import" || binding.kind === "function" || binding.kind === "class") return binding.kind;
  return input.lower.isLive(binding) ? "cell" : "const";
}

function importSource(declaration: ts.Identifier): [string, string] | undefined {
  for (let at: ts.Node = declaration; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isImportDeclaration(at)) continue;
    const specifier = (at.moduleSpecifier as ts.StringLiteral).text;
    const { parent } = declaration;
    if (ts.isImportSpecifier(parent)) return [specifier, (parent.propertyName ?? parent.name).text];
    return [specifier, ts.isNamespaceImport(parent) ? "*" : "default"];
  }
  return undefined;
}

// --- classes

function describeClass(info: ClassInfo, input: DescriptorInput): ClassDescriptor {
  const source: ShapeSource = { ...shapeSource(input), pointsAt: () => [], keepsOf: () => [] };
  return {
    id: info.id,
    index: info.index,
    ...(info.variable === undefined ? {} : { variable: info.variable }),
    ...(info.isDecorated ? { isDecorated: true as const } : {}),
    ...(info.hasDecorations ? { hasDecorations: true as const } : {}),
    ...(info.base === undefined ? {} : { base: plainText(info.base, source), ...(info.isBaseNamed ? { isBaseNamed: true as const } : {}) }),
    ...(info.construct === undefined ? {} : { construct: info.construct.index }),
    slots: input.slotsOf(info),
    members: info.members.map((member) => describeMember(member, info, input, source)),
    ...(info.loweredNames.length === 0 ? {} : { loweredNames: info.loweredNames }),
    place: input.origins.placeOf(info.node),
  };
}

function describeMember(member: MemberInfo, { node: home }: ClassInfo, input: DescriptorInput, source: ShapeSource): MemberDescriptor {
  const { node, name, kind, initial, value } = member;
  const field = kind === "field" ? input.origins.fieldOf(home, name, member.static) : undefined;
  const shown = value ?? (ts.isPropertyDeclaration(node) ? node.initializer : kind === "block" ? node : undefined);
  const key = member.unkeyed === true && ts.isClassElement(node) && node.name !== undefined ? plainText(node.name, source) : "";
  return {
    name,
    kind,
    static: member.static,
    ...(member.function === undefined ? {} : { function: member.function.index }),
    ...(field === undefined ? {} : { type: field.type }),
    digest: digest(key + (shown === undefined ? "" : plainText(shown, source))),
    ...(initial === undefined ? {} : { initial }),
    ...(shown === undefined ? {} : { uses: input.usesOf(shown) }),
    ...(field?.isReadonly === true ? { readonly: true as const } : {}),
    ...(value !== undefined && isLiteral(value) ? { literal: value.getText(input.lower.file) } : {}),
    ...(member.unkeyed === true ? { unkeyed: true as const } : {}),
    ...(member.assigned === true ? { assigned: true as const } : {}),
    place: input.origins.placeOf(node),
  };
}

// --- exports

type Exports = Pick<ModuleDescriptor, "exports" | "exportsAll">;

function describeExports(file: ts.SourceFile): Exports {
  const names: Record<string, string | [string, string]> = {};
  const all: string[] = [];
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) describeExportList(statement, names, all);
    else if (ts.isExportAssignment(statement)) names["default"] = ts.isIdentifier(statement.expression) ? statement.expression.text : "";
    else for (const [name, local] of declaredExports(statement)) names[name] = local;
  }
  return { exports: names, exportsAll: all };
}

function describeExportList(node: ts.ExportDeclaration, names: Record<string, string | [string, string]>, all: string[]): void {
  const specifier = node.moduleSpecifier === undefined ? undefined : (node.moduleSpecifier as ts.StringLiteral).text;
  if (node.exportClause === undefined) all.push(specifier ?? "");
  else if (ts.isNamespaceExport(node.exportClause)) names[node.exportClause.name.text] = [specifier ?? "", "*"];
  else {
    for (const element of node.exportClause.elements) {
      const local = (element.propertyName ?? element.name).text;
      names[element.name.text] = specifier === undefined ? local : [specifier, local];
    }
  }
}

function declaredExports(statement: ts.Statement): (readonly [string, string])[] {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  if (modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) !== true) return [];
  const isDefault = modifiers.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((d) => [...boundNames(d.name)].map((name) => [name.text, name.text] as const));
  }
  if (!ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement)) return [];
  const name = statement.name?.text ?? "";
  return [[isDefault ? "default" : name, name]];
}

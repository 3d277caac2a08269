// Prints functions: in place with an entry stub, and relocated as a fresh call enters them.
import ts from "typescript";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { Binding } from "../1-analyze/scopes.js";
import { isDerivedConstructor } from "../syntax/classes.js";
import { bodyOf, type ClassPart, type FunctionNode, getDirectives, isClassPart, parametersOf } from "../syntax/nodes.js";
import { isPure } from "../syntax/values.js";
import { LOCAL } from "../text/names.js";
import { isIdentifierName, join, quote, type Text } from "../text/text.js";
import { printBlockPrologue, printStatements } from "./blocks.js";
import { printConstructorBody, printConstructorStub } from "./constructors.js";
import type { Context } from "./context.js";
import { printPattern } from "./declarations.js";
import { printEntryPoint, printGuarded, printPartStub, printStub, relocatedSpecial, scratchNames } from "./frames.js";
import { printChild, printNamedValue, printParts } from "./parts.js";

export function printFunctionInPlace(cx: Context, node: FunctionNode): Text {
  const info = cx.input.functions.infoOf.get(node);
  if (info === undefined) return cx.inMomentary(() => printParts(cx, node));
  if (isClassPart(node)) return printClassPart(cx, info, node);
  const print = (): Text => (info.fixed === undefined ? [printHeader(cx, node), printParametersAndBody(cx, info)] : printParts(cx, node));
  return [{ mark: "start", fn: info.index }, cx.within(info, print), { mark: "end", fn: info.index }];
}

/**
 * Source `x = f()` in a class, emitted `x = $h.f7 ? $h.f7.call(this) : f()`; `static { … }` is emitted
 * `static { if ($h.f8) $h.f8.call(this); else { … } }`. (samples `field-initialisers`, `static-blocks`)
 */
function printClassPart(cx: Context, info: FunctionInfo, node: ClassPart): Text {
  const outer = cx.fn;
  const body = bodyOf(node) as ts.ConciseBody;
  const [stub, otherwise] = ts.isBlock(body) ? [[`{ ${declareScratch(cx, info)}if `], " else "] : [[], ":"];
  const end = ts.isBlock(body) ? " }" : "";
  const run = (): Text => [
    { mark: "start", fn: info.index },
    info.fixed === undefined ? [stub, printPartStub(cx, info, node), otherwise] : "",
    ts.isBlock(body) ? cx.statement(body) : cx.expression(body),
    info.fixed === undefined ? end : "",
    { mark: "end", fn: info.index },
  ];
  return printParts(cx, node, {
    replace: (child) => (child === body ? cx.within(info, run) : cx.within(outer, () => printChild(cx, child, node))),
  });
}

/** Text before the parameter list. A computed name holds code, which the function around evaluates. */
function printHeader(cx: Context, node: FunctionNode): Text {
  const [start, end] = [cx.startOf(node), parameterStart(cx, node)];
  const { name } = node;
  if (name === undefined || !ts.isComputedPropertyName(name)) return { start, end };
  const key = cx.evaluatedBy(cx.fn?.parent, () => cx.expression(name.expression));
  return [{ start, end: cx.startOf(name.expression) }, key, { start: name.expression.end, end }];
}

/** At the parenthesis; at the parameter of `x => …` and `async x => …`. */
function parameterStart(cx: Context, node: FunctionNode): number {
  const { parameters } = node as ts.SignatureDeclaration;
  const open = parameters.pos - 1;
  const hasParenthesis = open >= cx.startOf(node) && cx.input.file.text[open] === "(";
  return hasParenthesis ? open : cx.startOf(parameters[0] as ts.ParameterDeclaration);
}

/**
 * `({ 0: a, 1: b }) => function`: what the stub calls where a function captures variables, and what patches link. An array pattern would
 * ask the iterator of arrays, which the program may have replaced. (sample `replaced-array-iterator`)
 */
export function printRelocatedEnter(cx: Context, info: FunctionInfo): Text {
  const names = [...info.captures.map((capture) => cx.nameOf(capture)), ...info.specials.map(relocatedSpecial)];
  const pattern = names.length === 0 ? "" : `{ ${names.map((name, index) => `${index}: ${name}`).join(", ")} }`;
  const parametersAndBody = printParametersAndBody(cx, info);
  return ["(", pattern, ") => ", names.length === 0 ? printRelocated(info, parametersAndBody) : printEntered(info, parametersAndBody)];
}

/**
 * `(function name(a) { … })`: it is made at each call of an old closure, and V8 inlines a function that it sees being made, not one that it finds
 * as a property. (test `free-shapes`)
 */
function printEntered(info: FunctionInfo, parametersAndBody: Text): Text {
  const prefix = { sync: "function ", async: "async function ", generator: "function* ", "async-generator": "async function* " }[info.kind];
  return ["(", { mark: "start", fn: info.index }, prefix, ownName(info), parametersAndBody, { mark: "end", fn: info.index }, ")"];
}

/** A name that hides no other from the code of the function; stack traces show it. */
function ownName(info: FunctionInfo): string {
  const name = shortName(info);
  if (!isIdentifierName(name) || name.includes("$") || name === "eval" || name === "arguments") return "";
  const within = [...parametersOf(info.node), bodyOf(info.node)];
  return [name, `${name}$`].find((shown) => !within.some((node) => node !== undefined && isMentioned(shown, node))) ?? "";
}

const isMentioned = (name: string, node: ts.Node): boolean =>
  ts.isIdentifier(node) ? node.text === name : ts.forEachChild(node, (child) => isMentioned(name, child)) === true;

const shortName = ({ id }: FunctionInfo): string =>
  id
    .slice(id.lastIndexOf("/") + 1)
    .replace(/^.*[ .]/, "")
    .replace(/~\d+$/, "");

/** An object-literal method: unlike a function expression it has no binding of its own that could hide another. */
export function printRelocated(info: FunctionInfo, parametersAndBody: Text): Text {
  const prefix = { sync: "", async: "async ", generator: "*", "async-generator": "async *" }[info.kind];
  const name = shortName(info);
  const [key, access] = isIdentifierName(name) ? [name, `.${name}`] : [quote(name), `[${quote(name)}]`];
  return ["({ ", { mark: "start", fn: info.index }, prefix, key, parametersAndBody, { mark: "end", fn: info.index }, " })", access];
}

/** Prints with captured variables behind references, as relocated code finds them. */
export function relocating(cx: Context, info: FunctionInfo, print: () => Text): Text {
  const captured = info.captures.filter((capture) => cx.storageOf(capture) === "box");
  const [outer, before] = [
    cx.relocated,
    [...captured, ...sharedVariables(info)].map((binding) => [binding, cx.boxed.get(binding)] as const),
  ];
  for (const capture of captured) cx.boxed.set(capture, "reference");
  cx.relocated = info;
  const text = cx.within(info, print);
  cx.relocated = outer;
  for (const [binding, way] of before) {
    if (way === undefined) cx.boxed.delete(binding);
    else cx.boxed.set(binding, way);
  }
  return text;
}

/** Shows own variables that closures share as a resumed frame finds them: behind references, but for the boxes that its own code made. */
export function shareVariables(cx: Context, info: FunctionInfo): void {
  for (const binding of sharedVariables(info)) if (!cx.boxed.has(binding)) cx.boxed.set(binding, "reference");
}

const sharedVariables = (info: FunctionInfo): Binding[] =>
  [...info.variables.values()].flatMap(({ storage, binding }) => (storage === "box" ? [binding] : []));

function printParametersAndBody(cx: Context, info: FunctionInfo): Text {
  const asArrow = ts.isArrowFunction(info.node) && cx.relocated !== info;
  const parameters = printParameters(cx, info.node, asArrow);
  return ["(", parameters.list, ")", asArrow ? " => " : " ", printBody(cx, info, parameters)];
}

// --- parameters

interface Parameters {
  readonly list: Text;
  /** Statements that do what patterns and defaults did, after the entry stub. */
  readonly prologue: readonly Text[];
  /** Arguments that an arrow's stub hands on. */
  readonly forwarded: readonly string[];
}

/**
 * Source `(a, { b }, c = f()) => …`, emitted `(a, $1, c = void 0, ...$r) => { stub; var { b } = $1; if (c === void 0) c = f(); … }`:
 * a call that the stub hands on must not have run defaults or read properties before. (sample `parameters-with-side-effects`)
 * A generator does that before its stub: its parameters stay as they are.
 */
function printParameters(cx: Context, node: FunctionNode, asArrow: boolean): Parameters {
  const isGenerator = !ts.isArrowFunction(node) && "asteriskToken" in node && node.asteriskToken !== undefined;
  const lowered =
    !isGenerator &&
    parametersOf(node).some((p) => !ts.isIdentifier(p.name) || (p.initializer !== undefined && (asArrow || !isPure(p.initializer))));
  const parameters = parametersOf(node).map((parameter, index) =>
    lowered ? printLowered(cx, parameter, `$${index}`) : printNative(cx, parameter),
  );
  const last = parametersOf(node).at(-1);
  if (asArrow && last?.dotDotDotToken === undefined)
    parameters.push({ list: `...${LOCAL.rest}`, prologue: [], forwarded: [`...${LOCAL.rest}`] });
  return {
    list: join(
      parameters.map((p) => p.list),
      ", ",
    ),
    prologue: parameters.flatMap((p) => p.prologue),
    forwarded: parameters.flatMap((p) => p.forwarded),
  };
}

const dotsOf = (parameter: ts.ParameterDeclaration): string => (parameter.dotDotDotToken === undefined ? "" : "...");

function printNative(cx: Context, parameter: ts.ParameterDeclaration): Parameters {
  return { list: printParts(cx, parameter), prologue: [], forwarded: [dotsOf(parameter) + parameter.name.getText(cx.input.file)] };
}

function printLowered(cx: Context, parameter: ts.ParameterDeclaration, spare: string): Parameters {
  const { name, initializer } = parameter;
  const given = ts.isIdentifier(name) ? cx.shownText(name) : spare;
  const value = initializer && printNamedValue(cx, initializer, ts.isIdentifier(name) ? name.text : undefined);
  return {
    list: [dotsOf(parameter), given, initializer === undefined ? "" : " = void 0"],
    prologue: printArrival(cx, name, given, value),
    forwarded: [dotsOf(parameter) + given],
  };
}

/** Gives a parameter its default, and takes it apart. */
function printArrival(cx: Context, name: ts.BindingName, given: string, value: Text | undefined): Text[] {
  if (ts.isIdentifier(name)) return value === undefined ? [] : [[`if (${given} === void 0) ${given} = `, value, ";"]];
  const source: Text = value === undefined ? given : [`${given} === void 0 ? `, value, ` : ${given}`];
  return [["var ", printPattern(cx, name), " = ", source, ";"]];
}

// --- bodies

/** `{ directives stub body }`; the body of a function with points is guarded by a handler that saves its frame. */
function printBody(cx: Context, info: FunctionInfo, { prologue, forwarded }: Parameters): Text {
  const body = bodyOf(info.node) as ts.ConciseBody;
  const directives = ts.isBlock(body) ? getDirectives(body) : [];
  if (isDerivedConstructor(info.node) && cx.relocated !== info) {
    const code = cx.isMovable()
      ? printConstructorBody(cx, info, prologue)
      : [declareScratch(cx, info), ...prologue, printBodyStatements(cx, body, directives.length)];
    return ["{ ", directives.map((d) => [cx.slice(d), " "]), printConstructorStub(cx, info), code, " }"];
  }
  const statements = printBodyStatements(cx, body, directives.length);
  const inner: Text = cx.isMovable()
    ? printGuarded(cx, info, [...prologue, printEntryPoint(cx, info), statements])
    : [declareScratch(cx, info), ...prologue, statements];
  return ["{", directives.map((d) => [cx.slice(d), " "]), printStub(cx, info, forwarded), inner, "}"];
}

/** `var $a, $o1;` in a function whose frames are never saved. */
function declareScratch(cx: Context, info: FunctionInfo): string {
  const names = [...(info.cells === undefined ? [] : [info.cells]), ...scratchNames(cx, info), ...cx.temporariesOf(info).operands];
  return names.length === 0 ? "" : `var ${names.join(", ")}; `;
}

function printBodyStatements(cx: Context, body: ts.ConciseBody, directives: number): Text {
  if (ts.isBlock(body)) return [printBlockPrologue(cx, body.statements), printStatements(cx, body.statements.slice(directives))];
  const value = cx.expression(body);
  return ["return ", ts.isObjectLiteralExpression(body) ? ["(", value, ")"] : value, ";"];
}

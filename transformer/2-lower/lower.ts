// Prints functions in their two lowered forms: to be entered, and to be resumed at a point.
import ts from "typescript";
import type { FunctionAnalysis, FunctionInfo, Special, Variable } from "../1-analyze/functions.js";
import type { FunctionPoints, Point } from "../1-analyze/points.js";
import { type Binding, boundNames, type FunctionNode, isFunctionNode, isLoop, type ScopeAnalysis } from "../1-analyze/scopes.js";
import { LOCAL, type ModuleNames } from "./names.js";
import { isCompound, isLogical, isLogicalAssignment, operandsOf, planTemporaries, type Temporaries } from "./operands.js";
import { isIdentifierName, join, quote, type Text } from "./text.js";

/** All that is known of a file when it is printed. */
export interface LowerInput {
  readonly file: ts.SourceFile;
  readonly scopes: ScopeAnalysis;
  readonly functions: FunctionAnalysis;
  readonly points: ReadonlyMap<FunctionInfo, FunctionPoints>;
  readonly names: ModuleNames;
  readonly updatePoints: "interrupt" | "poll";
  /** Whether a module binding may change its value: relocated code then reads it through a reference every time. */
  isLive(binding: Binding): boolean;
}

/**
 * Where the text will stand.
 * - `base`: in the module itself; every variable is in scope
 * - `unit`: relocated; module variables that are reassigned, and `import.meta`, come from the link record
 */
export type Place = "base" | "unit";

/** Names and values that a saved frame holds, in order. */
export interface FrameLayout {
  readonly locals: readonly { readonly name: string; readonly saved: string; readonly variable?: Variable; readonly capture?: Binding; readonly special?: Special }[];
}

interface Jump {
  readonly break: string;
  readonly continue: string;
}

/** A `try` whose `finally` is written out: how code leaves it. */
interface Exit {
  readonly node: ts.TryStatement;
  readonly number: number;
  readonly jumps: { readonly target: ts.Node; readonly kind: "break" | "continue"; readonly label: string | undefined }[];
  returns: boolean;
}

export class Lowerer {
  readonly #input: LowerInput;
  readonly #place: Place;
  /** Bindings that are reached through `.v` here. */
  readonly #boxed = new Set<Binding>();
  readonly #renamed = new Map<Binding, string>();
  /** Bindings declared by `let` at the head of a resumed block: their declaration is printed as an assignment. */
  readonly #declared = new Set<Binding>();
  readonly #jumps = new Map<ts.Node, Jump>();
  readonly #temporaries = new Map<FunctionInfo, Temporaries>();
  #exits: Exit[] = [];
  #fn: FunctionInfo | undefined;
  /** The function that is being printed as a relocated one: its specials have names of their own. */
  #relocated: FunctionInfo | undefined;

  constructor(input: LowerInput, place: Place) {
    this.#input = input;
    this.#place = place;
    for (const info of input.functions.functions) {
      if ((input.points.get(info)?.points.length ?? 0) === 0) continue;
      for (const variable of info.variables.values()) {
        if (variable.emitted !== variable.binding.name) this.#renamed.set(variable.binding, variable.emitted);
        if (variable.mode === "box") this.#boxed.add(variable.binding);
      }
    }
    if (place === "unit") for (const binding of input.scopes.module.bindings.values()) if (input.isLive(binding)) this.#boxed.add(binding);
  }

  // ------------------------------------------------------------------ whole modules and functions

  /** The module from offset `from` on, functions in their entered form. */
  module(from: number): Text {
    return this.#parts(this.#input.file, from);
  }

  layout(info: FunctionInfo): FrameLayout {
    const temporaries = this.#temporariesOf(info);
    const variables = [...info.variables.values()];
    const loops = this.#cursorNames(info);
    return {
      locals: [
        ...info.captures.map((capture) => ({ name: capture.name, saved: this.#captureName(capture), capture })),
        ...info.specials.map((special) => ({ name: special, saved: specialName(special), special })),
        ...(usesOwnArguments(info) ? [{ name: "arguments", saved: "arguments" }] : []),
        ...variables.map((variable) => ({ name: variable.binding.name, saved: variable.saved, variable })),
        ...[...temporaries.names, ...loops].map((name) => ({ name, saved: name })),
      ],
    };
  }

  /** `"errors": ($l) => 0`: initialisers of locals that need nothing but other locals, for frames in which they are new. */
  initials(info: FunctionInfo, declarations: readonly ts.VariableDeclaration[]): Text {
    return this.#relocating(info, () => {
      for (const [binding, variable] of info.variables) {
        this.#renamed.set(binding, `$l[${quote(binding.name)}]`);
        if (variable.storage === "box") this.#boxed.add(binding);
      }
      const text = declarations.map((d) => [`${quote((d.name as ts.Identifier).text)}: ($l) => `, this.#parenthesizedValue(d.initializer as ts.Expression), ", "]);
      for (const [binding, variable] of info.variables) {
        if (variable.emitted === binding.name) this.#renamed.delete(binding);
        else this.#renamed.set(binding, variable.emitted);
      }
      return text;
    });
  }

  #parenthesizedValue(node: ts.Expression): Text {
    return ["(", this.#value(node), ")"];
  }

  /** `([captures]) => function` : the relocated function as a fresh call enters it. */
  relocatedEnter(info: FunctionInfo): Text {
    return this.#relocating(info, () => ["(", this.#environmentPattern(info), ") => ", this.#relocatedFunction(info, this.#parametersAndBody(info))]);
  }

  /** `function ($v, $p, $n)`: goes on at point `$p` with the saved values `$v`; `$n()` gives what the frame above returns. */
  relocatedResume(info: FunctionInfo): Text {
    return this.#relocating(info, () => {
      for (const variable of info.variables.values()) if (variable.storage === "box") this.#boxed.add(variable.binding);
      return this.#relocatedFunction(info, this.#resumeBody(info));
    });
  }

  #relocating(info: FunctionInfo, print: () => Text): Text {
    const boxed = new Set(this.#boxed);
    const outer = this.#relocated;
    for (const capture of info.captures) if (this.storageOf(capture) === "box") this.#boxed.add(capture);
    this.#relocated = info;
    const text = this.#in(info, print);
    this.#relocated = outer;
    this.#boxed.clear();
    for (const binding of boxed) this.#boxed.add(binding);
    return text;
  }

  #in<T>(info: FunctionInfo, print: () => T): T {
    const outer = this.#fn;
    const exits = this.#exits;
    this.#fn = info;
    this.#exits = [];
    const result = print();
    this.#fn = outer;
    this.#exits = exits;
    return result;
  }

  /** An object-literal method: unlike a function expression it has no binding of its own that could hide another. */
  #relocatedFunction(info: FunctionInfo, parametersAndBody: Text): Text {
    const prefix = { sync: "", async: "async ", generator: "*", "async-generator": "async *" }[info.kind];
    const name = relocatedName(info);
    const mark = { mark: "start", fn: info.index } as const;
    return ["({ ", mark, prefix, name.key, parametersAndBody, { mark: "end", fn: info.index }, " })", name.access];
  }

  #environmentPattern(info: FunctionInfo): string {
    const names = [...info.captures.map((c) => this.#captureName(c)), ...info.specials.map((s) => relocatedSpecial(s))];
    return names.length === 0 ? "" : `[${names.join(", ")}]`;
  }

  #captureName(capture: Binding): string {
    return this.#renamed.get(capture) ?? capture.name;
  }

  storageOf(capture: Binding): "value" | "box" {
    return this.#input.functions.storageOf.get(capture) ?? (capture.references.some((r) => r.write) || capture.kind === "var" ? "box" : "value");
  }

  #temporariesOf(info: FunctionInfo): Temporaries {
    let temporaries = this.#temporaries.get(info);
    if (temporaries === undefined) {
      temporaries = planTemporaries(info, this.#pointsOf(info), this.#input.scopes);
      this.#temporaries.set(info, temporaries);
    }
    return temporaries;
  }

  #pointsOf(info: FunctionInfo): FunctionPoints {
    return this.#input.points.get(info) as FunctionPoints;
  }

  // ------------------------------------------------------------------ functions in place

  #function(node: FunctionNode): Text {
    const info = this.#input.functions.infoOf.get(node) as FunctionInfo;
    const start = { mark: "start", fn: info.index } as const;
    const end = { mark: "end", fn: info.index } as const;
    if (info.fixed !== undefined) return [start, this.#in(info, () => this.#parts(node)), end];
    const text = this.#in(info, () => {
      const open = this.#parameterStart(node);
      return [this.#gap(node, node.getStart(this.#input.file), open), this.#parametersAndBody(info)];
    });
    return [start, text, end];
  }

  /** Header text before the parameter list; computed names may hold code. */
  #gap(node: FunctionNode, start: number, end: number): Text {
    const name = node.name;
    if (name === undefined || !ts.isComputedPropertyName(name)) return { start, end };
    const inner = this.#outside(() => this.#expression(name.expression));
    return [{ start, end: name.expression.getStart(this.#input.file) }, inner, { start: name.expression.end, end }];
  }

  /** A computed name is evaluated by the function around. */
  #outside(print: () => Text): Text {
    const info = this.#fn;
    this.#fn = info?.parent;
    const text = print();
    this.#fn = info;
    return text;
  }

  #parameterStart(node: FunctionNode): number {
    const token = node.getChildren(this.#input.file).find((child) => child.kind === ts.SyntaxKind.OpenParenToken);
    return token?.getStart(this.#input.file) ?? (node.parameters[0] as ts.ParameterDeclaration).getStart(this.#input.file);
  }

  #parametersAndBody(info: FunctionInfo): Text {
    const { node } = info;
    const relocated = this.#relocated === info;
    const asArrow = ts.isArrowFunction(node) && !relocated;
    const parameters = this.#parameters(node, asArrow);
    const body = this.#functionBody(info, parameters);
    return ["(", parameters.list, ")", asArrow ? " => " : " ", body];
  }

  /** Parameter list, and the statements that do what patterns and defaults did, after the entry stub. */
  #parameters(node: FunctionNode, asArrow: boolean): { list: Text; prologue: Text[]; forwarded: string[] } {
    const forwarded: string[] = [];
    const prologue: Text[] = [];
    const lowered = node.parameters.some((p) => !ts.isIdentifier(p.name) || (p.initializer !== undefined && (asArrow || !isPure(p.initializer))));
    const list = node.parameters.map((parameter, index) => {
      const isRest = parameter.dotDotDotToken !== undefined;
      if (!lowered) {
        forwarded.push((isRest ? "..." : "") + parameter.name.getText(this.#input.file));
        return this.#parts(parameter);
      }
      return this.#loweredParameter(parameter, `$${index}`, prologue, forwarded);
    });
    const last = node.parameters.at(-1);
    if (asArrow && last?.dotDotDotToken === undefined) {
      list.push(`...${LOCAL.rest}`);
      forwarded.push(`...${LOCAL.rest}`);
    }
    return { list: join(list, ", "), prologue, forwarded };
  }

  #loweredParameter(parameter: ts.ParameterDeclaration, name: string, prologue: Text[], forwarded: string[]): Text {
    const dots = parameter.dotDotDotToken === undefined ? "" : "...";
    const { initializer } = parameter;
    const given = ts.isIdentifier(parameter.name) ? this.#text(parameter.name) : name;
    forwarded.push(dots + given);
    const value = initializer && this.#valueNamed(initializer, ts.isIdentifier(parameter.name) ? parameter.name.text : undefined);
    if (ts.isIdentifier(parameter.name)) {
      if (value !== undefined) prologue.push([`if (${given} === void 0) ${given} = `, value, ";"]);
    } else {
      const source = value === undefined ? given : ([`${given} === void 0 ? `, value, ` : ${given}`] as Text);
      prologue.push(["var ", this.#pattern(parameter.name), " = ", source, ";"]);
    }
    return [dots, given, initializer === undefined ? "" : " = void 0"];
  }

  #functionBody(info: FunctionInfo, parameters: { prologue: Text[]; forwarded: string[] }): Text {
    const { node } = info;
    const body = node.body as ts.ConciseBody;
    const directives = ts.isBlock(body) ? directivesOf(body) : [];
    const movable = this.#pointsOf(info).points.length > 0;
    const statements: Text = ts.isBlock(body)
      ? [this.#blockPrologue(body, body.statements), this.#statements(body.statements.slice(directives.length), body, movable ? undefined : body)]
      : ["return ", parenthesized(body, this.#expression(body)), ";"];
    const inner: Text = movable ? this.#guarded(info, [...parameters.prologue, this.#entryPoint(info), statements]) : [...parameters.prologue, statements];
    return ["{ ", directives.map((d) => [{ start: d.getStart(this.#input.file), end: d.end }, " "]), this.#stub(info, parameters.forwarded), inner, " }"];
  }

  /** `if ($h.f3 !== null) return $h.f3.apply(this, arguments);` */
  #stub(info: FunctionInfo, forwarded: readonly string[]): Text {
    const slot = `${this.#input.names.holder}.f${info.index}`;
    const environment = this.#environment(info);
    const target = environment === undefined ? slot : `${slot}(${environment})`;
    const isArrow = ts.isArrowFunction(info.node) && this.#relocated !== info;
    const self = thisOf(info);
    const call = isArrow ? `.call(${[self, ...forwarded].join(", ")})` : `.apply(${self}, arguments)`;
    const keyword = info.kind === "generator" || info.kind === "async-generator" ? "return yield* " : "return ";
    return `if (${slot} !== null) ${keyword}${target}${call}; `;
  }

  /** What the stub hands to a relocated function: values of captured variables, or references where they may change. */
  #environment(info: FunctionInfo): string | undefined {
    if (info.captures.length + info.specials.length === 0) return undefined;
    const captures = info.captures.map((capture) => this.#captureArgument(capture));
    return `[${[...captures, ...info.specials.map((s) => (this.#relocated === info ? relocatedSpecial(s) : specialName(s)))].join(", ")}]`;
  }

  #captureArgument(capture: Binding): string {
    const name = this.#captureName(capture);
    if (this.storageOf(capture) === "value" || this.#boxed.has(capture)) return name;
    const isConstant = capture.kind === "const" || capture.kind === "import" || capture.kind === "self";
    return `${this.#input.names.module}.reference(() => ${name}${isConstant ? "" : `, ($w) => { ${name} = $w; }`})`;
  }

  /** `var` declarations, and the `try` whose handler saves the frame. */
  #guarded(info: FunctionInfo, body: Text): Text {
    const own = new Set(directVars(info));
    const layout = this.layout(info);
    const names = layout.locals.filter((l) => l.variable === undefined && l.capture === undefined && l.special === undefined && l.name !== "arguments").map((l) => l.saved);
    for (const { variable } of layout.locals) if (variable !== undefined && variable.saved !== variable.emitted) names.push(variable.saved);
    const declarations = names.filter((name) => !own.has(name));
    return [declarations.length === 0 ? "" : `var ${declarations.join(", ")}; `, "try { ", body, " } ", this.#handler(info, layout)];
  }

  #handler(info: FunctionInfo, layout: FrameLayout): Text {
    const { holder } = this.#input.names;
    const values = layout.locals.map((local) => this.#savedValue(local, info));
    const keyword = info.kind === "sync" ? "return" : info.kind === "async" ? "return await" : "return yield*";
    return `catch (${LOCAL.error}) { ${keyword} ${holder}.save(${LOCAL.error}, ${info.index}, ${thisOf(info)}, [${values.join(", ")}]); }`;
  }

  #savedValue(local: FrameLayout["locals"][number], info: FunctionInfo): string {
    if (local.capture !== undefined) return this.#captureArgument(local.capture);
    if (local.special !== undefined) return this.#relocated === info ? relocatedSpecial(local.special) : specialName(local.special);
    if (local.variable !== undefined && local.variable.storage === "box" && local.variable.mode !== "box" && !this.#boxed.has(local.variable.binding)) {
      return `${this.#input.names.module}.reference(() => ${local.saved}, ($w) => { ${local.saved} = $w; })`;
    }
    if (local.name === "arguments" && this.#resuming === info) return LOCAL.args;
    return local.saved;
  }

  #entryPoint(info: FunctionInfo): Text {
    const point = this.#pointsOf(info).pointOf.get(info.node);
    return point === undefined ? "" : this.#check(info, point);
  }

  /** `if ($h.pending) $h.reach();` */
  #check(info: FunctionInfo, point: Point | undefined): Text {
    const { holder, module } = this.#input.names;
    const condition = this.#input.updatePoints === "poll" ? `${holder}.pending || ${module}.poll[0] !== 0` : `${holder}.pending`;
    const mark: Text = point === undefined ? "" : { mark: "point", fn: info.index, point: point.id };
    return [`if (${condition}) ${holder}.`, mark, "reach(); "];
  }

  // ------------------------------------------------------------------ statements in place

  #statements(statements: readonly ts.Statement[], _block: ts.Node, _root: ts.Node | undefined): Text {
    return statements.map((statement) => [this.#statement(statement), "\n"]);
  }

  /** Function declarations have their values from the start of their block. */
  #blockPrologue(_block: ts.Node, statements: readonly ts.Statement[]): Text {
    const prologue: string[] = [];
    for (const statement of statements) {
      if (!ts.isFunctionDeclaration(statement) || statement.name === undefined) continue;
      const variable = this.#variable(statement.name);
      if (variable?.mode === "mirror") prologue.push(`${variable.saved} = ${variable.emitted}; `);
    }
    return prologue;
  }

  #variable(name: ts.Identifier): Variable | undefined {
    const binding = this.#input.scopes.bindingOf.get(name);
    return binding && this.#isMovable() ? this.#fn?.variables.get(binding) : undefined;
  }

  #isMovable(): boolean {
    return this.#fn !== undefined && this.#pointsOf(this.#fn).points.length > 0;
  }

  #statement(node: ts.Statement): Text {
    if (this.#fn === undefined || !this.#isMovable()) return isLoop(node) ? this.#plainLoop(node) : this.#parts(node);
    if (ts.isBlock(node)) return this.#block(node, "");
    if (ts.isVariableStatement(node)) return this.#variableStatement(node);
    if (ts.isClassDeclaration(node)) return this.#classDeclaration(node);
    if (isLoop(node)) return this.#loop(node, false);
    if (ts.isTryStatement(node)) return this.#try(node);
    if (ts.isReturnStatement(node)) return this.#return(node);
    if (ts.isBreakOrContinueStatement(node)) return this.#jump(node);
    return this.#parts(node);
  }

  #block(node: ts.Block, prefix: Text): Text {
    return ["{ ", prefix, this.#blockPrologue(node, node.statements), this.#statements(node.statements, node, undefined), "}"];
  }

  #asBlock(node: ts.Statement, prefix: Text): Text {
    return ts.isBlock(node) ? this.#block(node, prefix) : ["{ ", prefix, this.#statement(node), " }"];
  }

  #variableStatement(node: ts.VariableStatement): Text {
    const { declarationList: list } = node;
    if ((list.flags & ts.NodeFlags.BlockScoped) === 0) return this.#varStatement(node);
    return list.declarations.map((declaration) => [this.#declaration(declaration, list), " "]);
  }

  #varStatement(node: ts.VariableStatement): Text {
    const { declarations } = node.declarationList;
    const boxed = declarations.some((d) => ts.isIdentifier(d.name) && this.#boxed.has(this.#input.scopes.bindingOf.get(d.name) as Binding));
    if (!boxed) return this.#parts(node);
    return declarations.map((d) => (d.initializer === undefined ? "" : [this.#varDeclaration(d), " "]));
  }

  /** One `let` or `const` declarator as a statement of its own. */
  #declaration(node: ts.VariableDeclaration, list: ts.VariableDeclarationList, value?: Text): Text {
    const names = [...boundNames(node.name)];
    const variables = names.map((name) => this.#variable(name));
    if (ts.isIdentifier(node.name)) {
      const given = value ?? (node.initializer && this.#valueNamed(node.initializer, this.#initializerName(node.name, variables[0])));
      return this.#simpleDeclaration(node.name, variables[0], given, list);
    }
    const initializer = value ?? this.#expression(node.initializer as ts.Expression);
    return ["var ", this.#pattern(node.name), " = ", initializer, ";", variables.map((v) => this.#afterPattern(v))];
  }

  /** Boxes and renamed variables would lose the name that an anonymous function takes from its variable. */
  #initializerName(name: ts.Identifier, variable: Variable | undefined): string | undefined {
    const keeps = variable === undefined || (variable.mode !== "box" && variable.emitted === name.text && !this.#boxed.has(variable.binding));
    return keeps ? undefined : name.text;
  }

  #simpleDeclaration(name: ts.Identifier, variable: Variable | undefined, value: Text | undefined, list: ts.VariableDeclarationList): Text {
    const initial = value ?? "void 0";
    if (variable === undefined) return [keywordOf(list), " ", name.text, value === undefined ? "" : [" = ", value], ";"];
    const { emitted, saved, binding } = variable;
    const origin = { start: name.getStart(this.#input.file), end: name.end };
    const shown: Text = emitted === name.text ? origin : emitted;
    if (variable.mode === "hoist") {
      // In a resumed frame a captured variable lives in a box that the frame was handed, or in a new one.
      if (this.#boxed.has(binding)) return [shown, ".v = ", initial, ";"];
      return ["var ", shown, value === undefined && !inLoop(name) ? "" : [" = ", initial], ";"];
    }
    const keyword = this.#declared.has(binding) ? "" : "const ";
    if (variable.mode === "box") return [keyword, shown, ` = ${saved} = { v: `, initial, " };"];
    return [this.#declared.has(binding) ? "" : `${keywordOf(list)} `, shown, " = ", initial, `; ${saved} = ${emitted};`];
  }

  /** The `var` that a pattern fills; a captured variable of a resumed frame is behind a box that must stay the same. */
  #filledName(variable: Variable): string {
    return variable.mode === "hoist" && this.#boxed.has(variable.binding) ? `$x${variable.binding.declaration.pos}` : variable.saved;
  }

  /** After a pattern has filled the saved names: the scope's own constants and boxes. */
  #afterPattern(variable: Variable | undefined): Text {
    if (variable === undefined || variable.mode === "native") return "";
    const { emitted, saved, binding } = variable;
    if (variable.mode === "hoist") return this.#boxed.has(binding) ? ` ${emitted}.v = $x${binding.declaration.pos};` : "";
    const keyword = this.#declared.has(binding) ? "" : "const ";
    return variable.mode === "box" ? ` ${keyword}${emitted} = ${saved} = { v: ${saved} };` : ` ${keyword}${emitted} = ${saved};`;
  }

  /** A binding pattern that fills the variables the save code reads. */
  #pattern(name: ts.BindingName): Text {
    const restore: (() => void)[] = [];
    for (const identifier of boundNames(name)) {
      const variable = this.#variable(identifier);
      const binding = this.#input.scopes.bindingOf.get(identifier);
      if (variable === undefined || binding === undefined) continue;
      const [renamed, boxed] = [this.#renamed.get(binding), this.#boxed.has(binding)];
      const filled = this.#filledName(variable);
      if (filled !== identifier.text) this.#renamed.set(binding, filled);
      this.#boxed.delete(binding);
      restore.push(() => {
        if (renamed === undefined) this.#renamed.delete(binding);
        else this.#renamed.set(binding, renamed);
        if (boxed) this.#boxed.add(binding);
      });
    }
    const text = ts.isIdentifier(name) ? this.#identifier(name) : this.#parts(name);
    for (const undo of restore) undo();
    return text;
  }

  #classDeclaration(node: ts.ClassDeclaration): Text {
    const variable = node.name && this.#variable(node.name);
    if (variable === undefined) return this.#parts(node);
    const assign = this.#declared.has(variable.binding) ? `${variable.emitted} = ` : "";
    return [assign, this.#parts(node), assign === "" ? "" : ";", ` ${variable.saved} = ${variable.emitted};`];
  }

  // ------------------------------------------------------------------ loops in place

  /** A loop of a function that cannot be moved, or of the module itself: others may still be updated while it runs. */
  #plainLoop(node: ts.IterationStatement): Text {
    const fn = this.#fn;
    if (fn?.fixed !== undefined) return this.#parts(node);
    const check = this.#check(fn ?? ({ index: -1 } as FunctionInfo), undefined);
    const { statement } = node;
    const body: Text = ts.isBlock(statement) ? ["{ ", check, this.#parts(statement, 1)] : ["{ ", check, this.#statement(statement), " }"];
    return this.#replacing(node, statement, body);
  }

  /** A node's text with one child printed differently. */
  #replacing(node: ts.Node, child: ts.Node, text: Text): Text {
    return this.#parts(node, 0, new Map([[child, text]]));
  }

  /** A loop from its start, or (`resumed`) from the end of the iteration in which the frame was resumed. */
  #loop(node: ts.IterationStatement, resumed: boolean): Text {
    const fn = this.#fn as FunctionInfo;
    const point = this.#pointsOf(fn).pointOf.get(node);
    const check = point === undefined ? "" : this.#check(fn, point);
    if (ts.isForStatement(node)) return this.#for(node, check, resumed);
    if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return this.#forEach(node, check, resumed);
    return this.#replacing(node, node.statement, this.#asBlock(node.statement, check));
  }

  #for(node: ts.ForStatement, check: Text, resumed: boolean): Text {
    const boxes = this.#headBoxes(node);
    const head = this.#withHeadNames(node, () => ({
      initializer: resumed || node.initializer === undefined ? "" : this.#forInitializer(node.initializer),
      condition: node.condition === undefined ? "" : this.#expression(node.condition),
      step: node.incrementor === undefined ? "" : this.#expression(node.incrementor),
    }));
    const copies = boxes.map((v) => `${v.saved} = { v: ${v.saved}.v }`).join(", ");
    const step: Text = copies === "" ? head.step : [copies, node.incrementor === undefined ? "" : ", ", head.step];
    const constants = boxes.map((v) => `const ${v.emitted} = ${v.saved}; `).join("");
    const mirrors = this.#headMirrors(node);
    return ["for (", head.initializer, "; ", head.condition, "; ", step, ") ", this.#asBlock(node.statement, [constants, mirrors, check])];
  }

  #headVariables(node: ts.IterationStatement): Variable[] {
    const scope = this.#input.scopes.scopeOf.get(node);
    const fn = this.#fn as FunctionInfo;
    return [...(scope?.bindings.values() ?? [])].flatMap((b) => fn.variables.get(b) ?? []);
  }

  #headBoxes(node: ts.IterationStatement): Variable[] {
    return this.#headVariables(node).filter((v) => v.mode === "box");
  }

  /** `for (const x = 1, y = f(); …)`: closures capture constants that never change between iterations. */
  #headMirrors(node: ts.IterationStatement): string {
    return this.#headVariables(node).filter((v) => v.mode === "mirror").map((v) => `const ${v.emitted} = ${v.saved}; `).join("");
  }

  /** The head of a loop is outside of its iterations: it uses the variables that the save code reads. */
  #withHeadNames<T>(node: ts.IterationStatement, print: () => T): T {
    const variables = this.#headVariables(node).filter((v) => v.mode === "box" || v.mode === "mirror");
    for (const v of variables) this.#renamed.set(v.binding, v.saved);
    const result = print();
    for (const v of variables) {
      if (v.emitted === v.binding.name) this.#renamed.delete(v.binding);
      else this.#renamed.set(v.binding, v.emitted);
    }
    return result;
  }

  #forInitializer(node: ts.ForInitializer): Text {
    if (!ts.isVariableDeclarationList(node)) return this.#expression(node);
    if ((node.flags & ts.NodeFlags.BlockScoped) === 0) return this.#parts(node);
    const declarations = node.declarations.map((declaration): Text => {
      const variable = ts.isIdentifier(declaration.name) ? this.#variable(declaration.name) : undefined;
      const value = declaration.initializer && this.#valueNamed(declaration.initializer, ts.isIdentifier(declaration.name) ? this.#initializerName(declaration.name, variable) : undefined);
      if (variable?.mode === "box") return [variable.saved, " = { v: ", value ?? "void 0", " }"];
      if (variable !== undefined && this.#boxed.has(variable.binding)) return [`$x${declaration.pos} = `, variable.emitted, ".v = ", value ?? "void 0"];
      if (variable?.mode === "mirror") return [variable.saved, " = ", value ?? "void 0"];
      return [ts.isIdentifier(declaration.name) ? this.#binding(declaration.name) : this.#pattern(declaration.name), value === undefined ? (inLoop(declaration.parent.parent) ? " = void 0" : "") : [" = ", value]];
    });
    return ["var ", join(declarations, ", ")];
  }

  #binding(name: ts.Identifier): Text {
    const binding = this.#input.scopes.bindingOf.get(name);
    const renamed = binding && this.#renamed.get(binding);
    return renamed ?? { start: name.getStart(this.#input.file), end: name.end };
  }

  #forEach(node: ts.ForOfStatement | ts.ForInStatement, check: Text, resumed: boolean): Text {
    const cursor = cursorName(node);
    const { module } = this.#input.names;
    const make = ts.isForInStatement(node) ? "keys" : "cursor";
    const source: Text = resumed ? cursor : [`(${cursor} = ${module}.${make}(`, this.#expression(node.expression), "))"];
    const { initializer } = node;
    const target: Text = ts.isVariableDeclarationList(initializer)
      ? ["var ", this.#pattern((initializer.declarations[0] as ts.VariableDeclaration).name)]
      : this.#expression(initializer);
    const prologue = this.#headVariables(node).map((v) => this.#afterPattern(v));
    const isAwait = ts.isForOfStatement(node) && node.awaitModifier !== undefined ? " await" : "";
    return [`for${isAwait} (`, target, " of ", source, ") ", this.#asBlock(node.statement, [prologue, check])];
  }

  // ------------------------------------------------------------------ try, return, jumps in place

  #try(node: ts.TryStatement): Text {
    if (node.finallyBlock === undefined) return ["try ", this.#block(node.tryBlock, ""), this.#catch(node)];
    if (this.#range(node.finallyBlock) !== undefined) return this.#tryWithExits(node, undefined);
    const { module } = this.#input.names;
    const last = [`finally { if (!${module}.state.saving) `, this.#block(node.finallyBlock, ""), " }"];
    return ["try ", this.#block(node.tryBlock, ""), this.#catch(node), last];
  }

  #catch(node: ts.TryStatement): Text {
    const clause = node.catchClause;
    if (clause === undefined) return " ";
    const caught = `$c${clause.pos}`;
    return [` catch (${caught}) `, this.#block(clause.block, [this.#rethrow(caught), this.#catchVariables(clause, caught)]), " "];
  }

  #rethrow(caught: string): string {
    return `if (${caught} === ${this.#input.names.module}.signal) throw ${caught}; `;
  }

  #catchVariables(clause: ts.CatchClause, caught: string): Text {
    const name = clause.variableDeclaration?.name;
    if (name === undefined) return "";
    const variables = [...boundNames(name)].map((id) => this.#variable(id));
    return ["var ", this.#pattern(name), ` = ${caught};`, variables.map((v) => this.#afterPattern(v)), " "];
  }

  /**
   * `try { A } finally { B }` where B can be suspended. A native `finally` hides how A ended; so it is written out:
   * the ending is kept in two variables, B runs as ordinary code, and the ending happens after it.
   */
  #tryWithExits(node: ts.TryStatement, resumed: (() => Text) | undefined): Text {
    const exit: Exit = { node, number: node.pos, jumps: [], returns: false };
    const [kind, value, label] = [`$k${exit.number}`, `$w${exit.number}`, `$F${exit.number}`];
    this.#exits.push(exit);
    const body: Text = resumed !== undefined ? resumed() : node.catchClause === undefined ? this.#block(node.tryBlock, "") : ["{ try ", this.#block(node.tryBlock, ""), this.#catch(node), "}"];
    this.#exits.pop();
    const finallyBlock = node.finallyBlock as ts.Block;
    const run = [`${kind} = 0; ${label}: { try `, body, ` catch ($e${exit.number}) { ${this.#rethrow(`$e${exit.number}`)}${kind} = 1; ${value} = $e${exit.number}; } } `];
    const first = finallyRange(this.#range(finallyBlock));
    const guarded = resumed === undefined ? run : [`if (${first}) { ${LOCAL.point} = ${LOCAL.point}; } else { `, run, "} "];
    const last = resumed === undefined ? this.#block(finallyBlock, "") : ["{ ", this.#resumeList(finallyBlock.statements, finallyBlock), "} "];
    return ["{ ", guarded, last, this.#endings(exit, kind, value), " }"];
  }

  #endings(exit: Exit, kind: string, value: string): Text {
    const endings: Text[] = [` if (${kind} === 1) throw ${value};`];
    if (exit.returns) endings.push([` if (${kind} === 2) `, this.#returnValue(value)]);
    exit.jumps.forEach((jump, index) => {
      endings.push([` if (${kind} === ${index + 3}) `, this.#jumpTo(jump.target, jump.kind, jump.label)]);
    });
    return endings;
  }

  #return(node: ts.ReturnStatement): Text {
    if (this.#exits.length === 0) return this.#parts(node);
    return this.#returnValue(node.expression === undefined ? "void 0" : this.#expression(node.expression));
  }

  #returnValue(value: Text): Text {
    const exit = this.#exits.at(-1);
    if (exit === undefined) return ["return ", value, ";"];
    exit.returns = true;
    return [`{ $w${exit.number} = `, value, `; $k${exit.number} = 2; break $F${exit.number}; }`];
  }

  #jump(node: ts.BreakOrContinueStatement): Text {
    const target = jumpTarget(node);
    if (target === undefined) return this.#parts(node);
    return this.#jumpTo(target, ts.isBreakStatement(node) ? "break" : "continue", node.label?.text);
  }

  #jumpTo(target: ts.Node, kind: "break" | "continue", label: string | undefined): Text {
    const exit = this.#exits.at(-1);
    if (exit !== undefined && !isWithin(target, exit.node)) {
      let index = exit.jumps.findIndex((j) => j.target === target && j.kind === kind);
      if (index < 0) index = exit.jumps.push({ target, kind, label }) - 1;
      return `{ $k${exit.number} = ${index + 3}; break $F${exit.number}; }`;
    }
    const resumed = this.#jumps.get(target);
    if (resumed !== undefined) return `break ${resumed[kind]};`;
    return label === undefined ? `${kind};` : `${kind} ${label};`;
  }

  // ------------------------------------------------------------------ expressions in place

  readonly #expression = (node: ts.Node): Text => {
    return this.#keeping(node, this.#value(node));
  };

  /** An operand's value, kept in its temporary where it has one. */
  #keeping(node: ts.Node, value: Text): Text {
    const fn = this.#fn;
    const name = fn && this.#temporariesOf(fn).nameOf.get(node);
    if (name === undefined) return value;
    if (ts.isSpreadElement(node)) return [`...(${name} = [`, value, "])"];
    if (ts.isSpreadAssignment(node.parent)) return [`(${name} = { ...`, value, " })"];
    if (ts.isTemplateSpan(node.parent)) return [`${name} = \`\${`, value, "}`"];
    return [`(${name} = `, value, ")"];
  }

  #value(node: ts.Node): Text {
    if (isFunctionNode(node)) return this.#function(node);
    if (ts.isIdentifier(node)) return this.#identifier(node);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return this.#call(node);
    if (ts.isBinaryExpression(node)) return this.#binary(node);
    return this.#parts(node);
  }

  #identifier(node: ts.Identifier): Text {
    const binding = this.#input.scopes.bindingOf.get(node);
    if (binding === undefined) {
      if (node.text === "arguments" && this.#argumentsRenamed()) return LOCAL.args;
      return { start: node.getStart(this.#input.file), end: node.end };
    }
    const name = this.#renamed.get(binding);
    const shown: Text = name ?? { start: node.getStart(this.#input.file), end: node.end };
    return this.#boxed.has(binding) && !isDeclarationName(node) ? [shown, ".v"] : shown;
  }

  /** In a relocated arrow, `arguments` are those of the function around it; in a resumed frame, the saved ones. */
  #argumentsRenamed(): boolean {
    let fn = this.#fn;
    while (fn !== undefined && fn !== this.#relocated && ts.isArrowFunction(fn.node)) fn = fn.parent;
    if (fn === undefined || fn !== this.#relocated) return false;
    return ts.isArrowFunction(fn.node) || this.#resuming === fn;
  }

  #resuming: FunctionInfo | undefined;

  #call(node: ts.CallExpression | ts.NewExpression): Text {
    const fn = this.#fn;
    const point = fn && this.#pointsOf(fn).pointOf.get(node);
    const mark: Text = point === undefined || fn === undefined ? "" : { mark: "point", fn: fn.index, point: point.id };
    if (ts.isNewExpression(node)) return [mark, this.#parts(node)];
    const callee = this.#callee(node.expression, mark);
    const open = node.arguments.pos - 1;
    const close: Text = this.#arguments(node);
    return [callee, { start: node.expression.end, end: open }, mark, close];
  }

  #callee(callee: ts.Expression, mark: Text): Text {
    const fn = this.#fn;
    const kept = fn && this.#temporariesOf(fn).nameOf.has(callee);
    if (kept) return this.#expression(callee);
    if (ts.isIdentifier(callee)) {
      const binding = this.#input.scopes.bindingOf.get(callee);
      if (binding !== undefined && this.#boxed.has(binding)) return ["(0, ", this.#identifier(callee), ")"];
      return [mark, this.#identifier(callee)];
    }
    if (ts.isPropertyAccessExpression(callee)) {
      const nameStart = callee.name.getStart(this.#input.file);
      return [this.#expression(callee.expression), { start: callee.expression.end, end: nameStart }, mark, { start: nameStart, end: callee.name.end }];
    }
    return this.#expression(callee);
  }

  /** `(a, b)` with its parentheses. */
  #arguments(node: ts.CallExpression | ts.NewExpression): Text {
    const items = node.arguments;
    if (items === undefined) return "";
    const out: Text[] = [];
    let at = items.pos - 1;
    for (const item of items) {
      const start = item.getStart(this.#input.file);
      out.push({ start: at, end: start }, this.#expression(item));
      at = item.end;
    }
    out.push({ start: at, end: node.end });
    return out;
  }

  #binary(node: ts.BinaryExpression): Text {
    const fn = this.#fn;
    const old = fn && this.#temporariesOf(fn).nameOf.get(node.operatorToken);
    if (old === undefined) return this.#assignment(node);
    return [this.#target(node.left), ` = (${old} = `, this.#targetAgain(node.left), `) ${operatorOf(node)} (`, this.#expression(node.right), ")"];
  }

  /** `x = function () {}` names the function after the variable; a box or another name would change that. */
  #assignment(node: ts.BinaryExpression): Text {
    if (!ts.isIdentifier(node.left) || !isAnonymousFunction(node.right)) return this.#parts(node);
    const binding = this.#input.scopes.bindingOf.get(node.left);
    if (binding === undefined || !(this.#boxed.has(binding) || this.#renamed.has(binding))) return this.#parts(node);
    const operator = { start: node.left.end, end: node.right.getStart(this.#input.file) };
    return [this.#identifier(node.left), operator, this.#valueNamed(node.right, node.left.text)];
  }

  #target(node: ts.Expression): Text {
    return ts.isIdentifier(node) ? this.#identifier(node) : this.#parts(node);
  }

  /** The same target read again: its object and key are kept already, or do not change. */
  #targetAgain(node: ts.Expression): Text {
    if (ts.isPropertyAccessExpression(node)) {
      return [this.#again(node.expression), { start: node.expression.end, end: node.end }];
    }
    if (ts.isElementAccessExpression(node)) return [this.#again(node.expression), "[", this.#again(node.argumentExpression), "]"];
    return this.#target(node);
  }

  #again(node: ts.Expression): Text {
    const fn = this.#fn;
    return (fn && this.#temporariesOf(fn).nameOf.get(node)) ?? this.#value(node);
  }

  /** A value as it would be named by a declaration of `name`; unchanged where it is no anonymous function or `name` is absent. */
  #valueNamed(node: ts.Expression, name: string | undefined): Text {
    const value = this.#expression(node);
    if (name === undefined || !isAnonymousFunction(node)) return value;
    return [`({ ${quote(name)}: `, value, ` })[${quote(name)}]`];
  }

  // ------------------------------------------------------------------ any node: its own text around its children

  /** Prints a node as it is, children through the rules above. `skip` leaves out its first characters. */
  #parts(node: ts.Node, skip = 0, replaced?: ReadonlyMap<ts.Node, Text>): Text {
    const { file } = this.#input;
    const out: Text[] = [];
    let at = (ts.isSourceFile(node) ? 0 : node.getStart(file)) + skip;
    ts.forEachChild(node, (child) => {
      const start = child.getStart(file);
      if (start < at) return; // a shorthand name stands for key and value
      out.push({ start: at, end: start }, replaced?.get(child) ?? this.#child(child, node));
      at = child.end;
    });
    out.push({ start: at, end: node.end });
    return out;
  }

  #child(child: ts.Node, parent: ts.Node): Text {
    if (isFunctionNode(child)) return this.#function(child);
    if (ts.isIdentifier(child) && !isReferencePosition(child, parent)) return { start: child.getStart(this.#input.file), end: child.end };
    if (ts.isShorthandPropertyAssignment(child)) return this.#shorthand(child);
    if (ts.isBindingElement(child)) return this.#bindingElement(child);
    if (ts.isMetaProperty(child)) return this.#metaProperty(child);
    if (ts.isClassLike(parent) && (ts.isPropertyDeclaration(child) || ts.isClassStaticBlockDeclaration(child))) return this.#classPart(child);
    if (ts.isStatement(child)) return this.#statement(child);
    if (ts.isCaseBlock(child)) return this.#parts(child);
    if (child.kind === ts.SyntaxKind.ImportKeyword && this.#place === "unit") return `${this.#input.names.module}.import`;
    return this.#expression(child);
  }

  /** Field initialisers and static blocks are functions of their own, which stay as they are. */
  #classPart(node: ts.PropertyDeclaration | ts.ClassStaticBlockDeclaration): Text {
    const info = this.#fn;
    this.#fn = undefined;
    const text = this.#parts(node);
    this.#fn = info;
    return text;
  }

  /** `{ x }` where `x` is printed as something else: `{ x: x.v }`. */
  #shorthand(node: ts.ShorthandPropertyAssignment): Text {
    const value = this.#expression(node.name);
    const plain = isSlice(value);
    const initializer: Text = node.objectAssignmentInitializer === undefined ? "" : [" = ", this.#expression(node.objectAssignmentInitializer)];
    return plain ? [value, initializer] : [node.name.text, ": ", value, initializer];
  }

  #bindingElement(node: ts.BindingElement): Text {
    const shown = ts.isIdentifier(node.name) ? this.#binding(node.name) : this.#parts(node.name);
    const dots = node.dotDotDotToken === undefined ? "" : "...";
    const isShorthand = node.propertyName === undefined && ts.isObjectBindingPattern(node.parent) && dots === "" && !isSlice(shown);
    const key: Text = node.propertyName !== undefined ? [this.#propertyName(node.propertyName), ": "] : isShorthand ? [node.name.getText(this.#input.file), ": "] : "";
    const initializer: Text = node.initializer === undefined ? "" : [" = ", this.#valueNamed(node.initializer, ts.isIdentifier(node.name) && !isSlice(shown) ? node.name.text : undefined)];
    return [dots, key, shown, initializer];
  }

  #propertyName(node: ts.PropertyName): Text {
    return ts.isComputedPropertyName(node) ? this.#parts(node) : { start: node.getStart(this.#input.file), end: node.end };
  }

  #metaProperty(node: ts.MetaProperty): Text {
    if (node.keywordToken === ts.SyntaxKind.ImportKeyword) return this.#place === "unit" ? `${this.#input.names.module}.meta` : this.#parts(node);
    let fn = this.#fn;
    while (fn !== undefined && fn !== this.#relocated && ts.isArrowFunction(fn.node)) fn = fn.parent;
    return fn !== undefined && fn === this.#relocated ? LOCAL.newTarget : this.#parts(node);
  }

  #text(node: ts.Identifier): string {
    const binding = this.#input.scopes.bindingOf.get(node);
    return (binding && this.#renamed.get(binding)) ?? node.text;
  }

  #range(node: ts.Node): readonly [number, number] | undefined {
    return this.#fn && this.#pointsOf(this.#fn).rangeOf.get(node);
  }

  #cursorNames(info: FunctionInfo): string[] {
    const names: string[] = [];
    const visit = (node: ts.Node): void => {
      if (isFunctionNode(node) || ts.isClassLike(node)) return;
      if (ts.isForOfStatement(node) || ts.isForInStatement(node)) names.push(cursorName(node));
      if (ts.isTryStatement(node) && node.finallyBlock !== undefined && this.#pointsOf(info).rangeOf.has(node.finallyBlock)) names.push(`$k${node.pos}`, `$w${node.pos}`);
      ts.forEachChild(node, visit);
    };
    if (info.node.body !== undefined) visit(info.node.body);
    return names;
  }

  // ------------------------------------------------------------------ resuming: statements
  //
  // `$p` is the point at which the frame goes on, and 0 as soon as it has gone on there. Before that every statement is
  // skipped that does not hold the point; after it every statement runs as always. A loop that holds the point is printed
  // twice: the rest of the interrupted iteration, then the loop as it always was, which runs at full speed.

  #resumeBody(info: FunctionInfo): Text {
    const { node } = info;
    const body = node.body as ts.ConciseBody;
    const outer = this.#resuming;
    this.#resuming = info;
    const layout = this.layout(info);
    const restored = layout.locals.map((local, index) => `${this.#restoredName(local)} = ${LOCAL.values}[${index}]`);
    const entry = this.#pointsOf(info).pointOf.get(node);
    const consume = entry === undefined ? "" : `if (${LOCAL.point} === ${entry.id}) ${LOCAL.point} = 0; `;
    const inner: Text = ts.isBlock(body) ? this.#resumeList(body.statements, body) : this.#resumeLeaf(body, (value) => ["return ", value, ";"]);
    const declarations = restored.length === 0 ? "" : `var ${restored.join(", ")}; `;
    const text: Text = [
      `(${LOCAL.values}, ${LOCAL.point}, ${LOCAL.next}) { `, declarations, "try { ", consume, inner, " } ", this.#handler(info, layout), " }",
    ];
    this.#resuming = outer;
    return text;
  }

  #restoredName(local: FrameLayout["locals"][number]): string {
    if (local.special !== undefined) return relocatedSpecial(local.special);
    return local.name === "arguments" && local.variable === undefined && local.capture === undefined ? LOCAL.args : local.saved;
  }

  /** A statement list of which one statement holds the point (or which has been passed already). */
  #resumeList(statements: readonly ts.Statement[], scope: ts.Node): Text {
    const head = this.#resumeHead(statements, scope);
    const out: Text[] = [head.text];
    let run: Text[] = [];
    const flush = (): void => {
      if (run.length > 0) out.push(`if (${LOCAL.point} === 0) { `, run, "}\n");
      run = [];
    };
    for (const statement of statements) {
      if (ts.isFunctionDeclaration(statement)) continue;
      const range = this.#range(statement);
      if (range === undefined) run.push(this.#statement(statement), "\n");
      else {
        flush();
        out.push(this.#resumeStatement(statement, range), "\n");
      }
    }
    flush();
    for (const binding of head.declared) this.#declared.delete(binding);
    return out;
  }

  /** Declares a block's own constants, boxes and functions again, with the values they had. */
  #resumeHead(statements: readonly ts.Statement[], scope: ts.Node): { text: Text; declared: Binding[] } {
    const out: Text[] = [];
    const declared: Binding[] = [];
    for (const statement of statements) {
      if (ts.isFunctionDeclaration(statement)) out.push(this.#child(statement, statement.parent), "\n");
    }
    for (const binding of this.#input.scopes.scopeOf.get(scope)?.bindings.values() ?? []) {
      const variable = this.#fn?.variables.get(binding);
      if (variable === undefined || (variable.mode !== "mirror" && variable.mode !== "box") || this.#declared.has(binding)) continue;
      if (binding.kind === "function") out.push(`if (${variable.saved} === void 0) ${variable.saved} = ${variable.emitted}; else ${variable.emitted} = ${variable.saved}; `);
      else {
        out.push(`let ${variable.emitted} = ${variable.saved}; `);
        this.#declared.add(binding);
        declared.push(binding);
      }
    }
    return { text: out, declared };
  }

  #resumeStatement(node: ts.Statement, range: readonly [number, number]): Text {
    if (ts.isVariableStatement(node)) return this.#resumeVariables(node);
    if (ts.isExpressionStatement(node)) return this.#resumeLeafStatement(node, node.expression, (value) => [value, ";"]);
    if (ts.isReturnStatement(node)) return this.#resumeLeafStatement(node, node.expression as ts.Expression, (value) => this.#returnValue(value));
    if (ts.isThrowStatement(node)) return this.#resumeLeafStatement(node, node.expression, (value) => ["throw ", value, ";"]);
    const jumps = new Map(this.#jumps);
    const plain = this.#statement(node);
    const inside = this.#resumeCompound(node, range);
    this.#jumps.clear();
    for (const [key, value] of jumps) this.#jumps.set(key, value);
    return [`if (${LOCAL.point} === 0) { `, plain, ` } else if (${inRange(range)}) { `, inside, " }"];
  }

  #resumeCompound(node: ts.Statement, range: readonly [number, number]): Text {
    if (ts.isBlock(node)) return this.#resumeList(node.statements, node);
    if (ts.isIfStatement(node)) return this.#resumeIf(node);
    if (isLoop(node)) return this.#resumeLoop(node, node);
    if (ts.isTryStatement(node)) return this.#resumeTry(node);
    if (ts.isSwitchStatement(node)) return this.#resumeSwitch(node);
    if (ts.isLabeledStatement(node)) return this.#resumeLabeled(node, range);
    throw new Error(`no resumed form for ${ts.SyntaxKind[node.kind]}`);
  }

  /** `p === 0` runs the statement; `p === k` computes the rest of its expression after call k. */
  #resumeLeafStatement(node: ts.Statement, expression: ts.Expression, use: (value: Text) => Text): Text {
    return [`if (${LOCAL.point} === 0) { `, this.#statement(node), " } ", this.#resumeBranches(expression, use, "else ")];
  }

  #resumeLeaf(expression: ts.Expression, use: (value: Text) => Text): Text {
    return this.#resumeBranches(expression, use, "");
  }

  #resumeBranches(expression: ts.Expression, use: (value: Text) => Text, prefix: string): Text {
    const range = this.#range(expression);
    if (range === undefined) return "";
    const out: Text[] = [];
    for (let id = range[0]; id <= range[1]; id++) {
      out.push(`${out.length === 0 ? prefix : " else "}if (${LOCAL.point} === ${id}) { ${LOCAL.point} = 0; `, use(this.#resumeExpression(expression, this.#point(id))), " }");
    }
    return out;
  }

  #point(id: number): Point {
    return this.#pointsOf(this.#fn as FunctionInfo).points[id - 1] as Point;
  }

  #resumeVariables(node: ts.VariableStatement): Text {
    const { declarationList: list } = node;
    const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0;
    return list.declarations.map((declaration): Text => {
      const print = (value?: Text): Text => (isVar ? this.#varDeclaration(declaration, value) : this.#declaration(declaration, list, value));
      const { initializer } = declaration;
      const branches = initializer === undefined || this.#range(initializer) === undefined ? "" : this.#resumeBranches(initializer, print, " else ");
      if (isVar && initializer === undefined) return "";
      return [`if (${LOCAL.point} === 0) { `, print(), " }", branches, "\n"];
    });
  }

  #varDeclaration(node: ts.VariableDeclaration, value?: Text): Text {
    const given = value ?? this.#expression(node.initializer as ts.Expression);
    if (ts.isIdentifier(node.name)) {
      const binding = this.#input.scopes.bindingOf.get(node.name);
      if (binding !== undefined && this.#boxed.has(binding)) return [this.#binding(node.name), ".v = ", given, ";"];
    }
    return ["var ", this.#pattern(node.name), " = ", given, ";"];
  }

  #resumeIf(node: ts.IfStatement): Text {
    const out: Text[] = [];
    const branch = (statement: ts.Statement): Text => (ts.isBlock(statement) ? this.#resumeList(statement.statements, statement) : this.#resumeList([statement], statement));
    for (const statement of [node.thenStatement, node.elseStatement]) {
      const range = statement && this.#range(statement);
      if (statement !== undefined && range !== undefined) out.push(`if (${inRange(range)}) { `, branch(statement), " } else ");
    }
    const otherwise: Text = node.elseStatement === undefined ? "" : [" else ", this.#asBlock(node.elseStatement, "")];
    out.push("{ ", this.#resumeBranches(node.expression, (value) => ["if (", value, ") ", this.#asBlock(node.thenStatement, ""), otherwise], ""), " }");
    return out;
  }

  /** `label` is the labelled statement around the loop, or the loop itself. */
  #resumeLoop(node: ts.IterationStatement, labelled: ts.Node): Text {
    const number = node.pos;
    const [out, next] = [`$B${number}`, `$C${number}`];
    const whole = this.#loopAgain(node, labelled);
    const enter = (): void => {
      const jump = { break: out, continue: next };
      this.#jumps.set(node, jump);
      if (labelled !== node) this.#jumps.set(labelled, jump);
    };
    const leave = (): void => {
      this.#jumps.delete(node);
      this.#jumps.delete(labelled);
    };
    enter();
    const first = this.#firstIteration(node, out, next);
    leave();
    return [`${out}: { `, first, whole, " }"];
  }

  /** The loop from the next iteration on, with its own label. */
  #loopAgain(node: ts.IterationStatement, labelled: ts.Node): Text {
    const labels: string[] = [];
    for (let at = labelled; ts.isLabeledStatement(at); at = at.statement) labels.push(`${at.label.text}: `);
    return [labels, this.#loop(node, true)];
  }

  #firstIteration(node: ts.IterationStatement, out: string, next: string): Text {
    const body = (): Text => this.#resumeLoopBody(node);
    const test = (condition: ts.Expression | undefined): Text =>
      condition === undefined ? "" : this.#resumeBranches(condition, (value) => ["if (!(", value, `)) break ${out};`], "");
    if (ts.isForStatement(node)) return this.#firstForIteration(node, out, next);
    if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return this.#firstForEachIteration(node, out, next);
    if (ts.isDoStatement(node)) {
      const again: Text = [`if (${LOCAL.point} === 0) { if (!(`, this.#expression(node.expression), `)) break ${out}; } else { `, test(node.expression), " } "];
      const range = this.#range(node.expression);
      return range === undefined
        ? [`${next}: { `, body(), "} ", `if (!(`, this.#expression(node.expression), `)) break ${out}; `]
        : [`${next}: { if (!(${inRange(range)})) { `, body(), "} } ", again];
    }
    return [`${next}: { `, test((node as ts.WhileStatement).expression), " ", body(), "} "];
  }

  #resumeLoopBody(node: ts.IterationStatement): Text {
    const point = this.#pointsOf(this.#fn as FunctionInfo).pointOf.get(node);
    const consume = point === undefined ? "" : `if (${LOCAL.point} === ${point.id}) ${LOCAL.point} = 0; `;
    const { statement } = node;
    const head = this.#loopHead(node);
    const list = ts.isBlock(statement) ? this.#resumeList(statement.statements, statement) : this.#resumeList([statement], statement);
    for (const binding of head.declared) this.#declared.delete(binding);
    return [head.text, consume, "{ ", list, "} "];
  }

  #loopHead(node: ts.IterationStatement): { text: Text; declared: Binding[] } {
    return this.#resumeHead([], node);
  }

  #firstForIteration(node: ts.ForStatement, out: string, next: string): Text {
    const boxes = this.#headBoxes(node);
    const parts = this.#withHeadNames(node, () => ({
      initializer: this.#resumeForInitializer(node),
      condition: node.condition === undefined ? "" : this.#resumeBranches(node.condition, (value) => ["if (!(", value, `)) break ${out};`], ""),
      step: node.incrementor === undefined ? "" : ([this.#expression(node.incrementor), ";"] as Text),
      stepBranches: node.incrementor === undefined ? "" : this.#resumeBranches(node.incrementor, (value) => [value, ";"], ""),
    }));
    const copies = boxes.map((v) => `${v.saved} = { v: ${v.saved}.v }; `).join("");
    const iteration: Text = [`${next}: { `, parts.condition, " ", this.#resumeLoopBody(node), "} ", copies, parts.step];
    const inStep = node.incrementor && this.#range(node.incrementor);
    const inInit = node.initializer && this.#range(node.initializer);
    const step: Text = inStep === undefined ? iteration : [`if (${inRange(inStep)}) { `, parts.stepBranches, " } else { ", iteration, " } "];
    return inInit === undefined ? [step, " "] : [`if (${inRange(inInit)}) { `, parts.initializer, " } else { ", step, " } "];
  }

  #resumeForInitializer(node: ts.ForStatement): Text {
    const { initializer } = node;
    if (initializer === undefined || this.#range(initializer) === undefined) return "";
    if (!ts.isVariableDeclarationList(initializer)) return this.#resumeBranches(initializer, (value) => [value, ";"], "");
    return initializer.declarations.map((declaration): Text => {
      if (declaration.initializer === undefined) return "";
      const print = (value: Text): Text => {
        const variable = ts.isIdentifier(declaration.name) ? this.#variable(declaration.name) : undefined;
        if (variable?.mode === "box") return [variable.saved, " = { v: ", value, " };"];
        if (variable !== undefined && this.#boxed.has(variable.binding)) return [variable.emitted, ".v = ", value, ";"];
        if (variable?.mode === "mirror") return [variable.saved, " = ", value, ";"];
        return ["var ", ts.isIdentifier(declaration.name) ? this.#binding(declaration.name) : this.#pattern(declaration.name), " = ", value, ";"];
      };
      return [`if (${LOCAL.point} === 0) { `, print(this.#expression(declaration.initializer)), " }", this.#resumeBranches(declaration.initializer, print, " else "), "\n"];
    });
  }

  /** The rest of one iteration runs inside a native `for-of` too, so that leaving it closes the iterator as always. */
  #firstForEachIteration(node: ts.ForOfStatement | ts.ForInStatement, out: string, next: string): Text {
    const cursor = cursorName(node);
    const { module } = this.#input.names;
    const isAwait = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
    const inSource = this.#range(node.expression);
    const make = ts.isForInStatement(node) ? "keys" : "cursor";
    const rest: Text = [`for${isAwait ? " await" : ""} (const $x${node.pos} of ${module}.rest(${cursor})) ${next}: { `, this.#resumeLoopBody(node), "} "];
    void out;
    if (inSource === undefined) return rest;
    return [`if (${inRange(inSource)}) { `, this.#resumeBranches(node.expression, (value) => [`${cursor} = ${module}.${make}(`, value, ");"], ""), " } else ", rest];
  }

  #resumeTry(node: ts.TryStatement): Text {
    const { catchClause, finallyBlock } = node;
    const inside = (): Text => {
      const inCatch = catchClause && this.#range(catchClause.block);
      const tried: Text = ["try { ", this.#resumeList(node.tryBlock.statements, node.tryBlock), " }", this.#catch(node)];
      if (catchClause === undefined) return ["{ ", this.#resumeList(node.tryBlock.statements, node.tryBlock), " }"];
      if (inCatch === undefined) return ["{ ", tried, " }"];
      return [`{ if (${inRange(inCatch)}) { `, this.#resumeCatch(catchClause), " } else ", tried, " }"];
    };
    if (finallyBlock === undefined) return inside();
    if (this.#range(finallyBlock) !== undefined) return this.#tryWithExits(node, inside);
    return ["try ", inside(), ` finally { if (!${this.#input.names.module}.state.saving) `, this.#block(finallyBlock, ""), " }"];
  }

  #resumeCatch(clause: ts.CatchClause): Text {
    const head = this.#resumeHead([], clause);
    const text = [head.text, this.#resumeList(clause.block.statements, clause.block)];
    for (const binding of head.declared) this.#declared.delete(binding);
    return text;
  }

  #resumeSwitch(node: ts.SwitchStatement): Text {
    const label = `$B${node.pos}`;
    const inTest = this.#range(node.expression);
    const test: Text = inTest === undefined ? "" : this.#resumeBranches(node.expression, (value) => ["switch (", value, ") ", this.#parts(node.caseBlock)], "");
    this.#jumps.set(node, { break: label, continue: label });
    const statements = node.caseBlock.clauses.flatMap((clause) => [...clause.statements]);
    const clauses: Text = [`${label}: { `, this.#resumeList(statements, node.caseBlock), "}"];
    this.#jumps.delete(node);
    return inTest === undefined ? clauses : [`if (${inRange(inTest)}) { `, test, " } else ", clauses];
  }

  #resumeLabeled(node: ts.LabeledStatement, range: readonly [number, number]): Text {
    let inner: ts.Statement = node.statement;
    while (ts.isLabeledStatement(inner)) inner = inner.statement;
    if (isLoop(inner)) return this.#resumeLoop(inner, node);
    return [`${node.label.text}: { `, this.#resumeCompound(node.statement, range), " }"];
  }

  // ------------------------------------------------------------------ resuming: the rest of an expression

  /** What is left of an expression when the call at `point` has returned; its value is `$n()`. */
  #resumeExpression(node: ts.Node, point: Point): Text {
    if (node === point.node) return [{ mark: "point", fn: (this.#fn as FunctionInfo).index, point: point.id }, `${LOCAL.next}()`];
    const inside = (child: ts.Node | undefined): boolean => {
      const range = child && this.#range(child);
      return range !== undefined && range[0] <= point.id && point.id <= range[1];
    };
    const rest = (child: ts.Node): Text => this.#resumeExpression(child, point);
    if (ts.isConditionalExpression(node)) {
      if (inside(node.whenTrue)) return ["(", rest(node.whenTrue), ")"];
      if (inside(node.whenFalse)) return ["(", rest(node.whenFalse), ")"];
    }
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (inside(node.right)) {
        if (isLogical(kind) || kind === ts.SyntaxKind.CommaToken) return ["(", rest(node.right), ")"];
        if (isLogicalAssignment(kind)) return ["(", this.#kept(node.left), " = ", rest(node.right), ")"];
        const old = this.#temporariesOf(this.#fn as FunctionInfo).nameOf.get(node.operatorToken);
        if (old !== undefined) return ["(", this.#kept(node.left), ` = ${old} ${operatorOf(node)} (`, rest(node.right), "))"];
      }
    }
    return this.#partsKept(node, inside, rest);
  }

  /** A node's text in which operands that were evaluated already stand as their kept values. */
  #partsKept(node: ts.Node, inside: (child: ts.Node) => boolean, rest: (child: ts.Node) => Text): Text {
    const replaced = new Map<ts.Node, Text>();
    let passed = false;
    for (const operand of operandsOf(node)) {
      if (inside(operand)) {
        replaced.set(operand, this.#keeping(operand, rest(operand)));
        passed = true;
      } else if (!passed) this.#replaceKept(operand, replaced);
    }
    if (!passed) ts.forEachChild(node, (child) => void (inside(child) && replaced.set(child, rest(child))));
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return this.#callDeep(node, replaced);
    return this.#partsDeep(node, replaced);
  }

  #replaceKept(operand: ts.Node, replaced: Map<ts.Node, Text>): void {
    const name = this.#temporariesOf(this.#fn as FunctionInfo).nameOf.get(operand);
    if (name === undefined) return;
    if (ts.isSpreadElement(operand)) replaced.set(operand, `...${name}`);
    else replaced.set(operand, name);
  }

  /** Like `#parts`, but replacements may stand below the direct children (an operand within a callee or property). */
  #partsDeep(node: ts.Node, replaced: ReadonlyMap<ts.Node, Text>): Text {
    const { file } = this.#input;
    const out: Text[] = [];
    let at = node.getStart(file);
    ts.forEachChild(node, (child) => {
      const start = child.getStart(file);
      if (start < at) return;
      out.push({ start: at, end: start });
      out.push(this.#deepOperand(child, node, replaced));
      at = child.end;
    });
    out.push({ start: at, end: node.end });
    return out;
  }

  /** A call whose callee or arguments hold kept values; it is a point itself. */
  #callDeep(node: ts.CallExpression | ts.NewExpression, replaced: ReadonlyMap<ts.Node, Text>): Text {
    const fn = this.#fn as FunctionInfo;
    const point = this.#pointsOf(fn).pointOf.get(node);
    const mark: Text = point === undefined ? "" : { mark: "point", fn: fn.index, point: point.id };
    if (ts.isNewExpression(node)) return [mark, this.#partsDeep(node, replaced)];
    const items = node.arguments.map((item) => this.#deepOperand(item, node, replaced));
    const open = node.arguments.pos - 1;
    return [this.#calleeDeep(node.expression, mark, replaced), { start: node.expression.end, end: open }, mark, "(", join(items, ", "), ")"];
  }

  #calleeDeep(callee: ts.Expression, mark: Text, replaced: ReadonlyMap<ts.Node, Text>): Text {
    const whole = replaced.get(callee);
    if (whole !== undefined) return whole;
    if (!hasReplaced(callee, replaced)) return this.#callee(callee, mark);
    if (!ts.isPropertyAccessExpression(callee)) return this.#partsDeep(callee, replaced);
    const nameStart = callee.name.getStart(this.#input.file);
    const object = this.#deepOperand(callee.expression, callee, replaced);
    return [object, { start: callee.expression.end, end: nameStart }, mark, { start: nameStart, end: callee.name.end }];
  }

  #deepOperand(node: ts.Node, parent: ts.Node, replaced: ReadonlyMap<ts.Node, Text>): Text {
    return replaced.get(node) ?? (hasReplaced(node, replaced) ? this.#deepChild(node, replaced) : this.#child(node, parent));
  }

  #deepChild(child: ts.Node, replaced: ReadonlyMap<ts.Node, Text>): Text {
    if (ts.isShorthandPropertyAssignment(child)) return [child.name.text, ": ", replaced.get(child.name) ?? ""];
    return this.#partsDeep(child, replaced);
  }

  /** An assignment target whose object and key have been evaluated. */
  #kept(node: ts.Expression): Text {
    return this.#targetAgain(node);
  }
}

// ---------------------------------------------------------------------- small questions

const usesOwnArguments = (info: FunctionInfo): boolean => info.mentions.arguments && !ts.isArrowFunction(info.node);

const thisOf = (info: FunctionInfo): string => (ts.isArrowFunction(info.node) && !info.mentions.this ? "void 0" : "this");

const specialName = (special: Special): string => special;
const relocatedSpecial = (special: Special): string => (special === "new.target" ? LOCAL.newTarget : special === "arguments" ? LOCAL.args : special);

function relocatedName(info: FunctionInfo): { key: string; access: string } {
  const name = info.id.slice(info.id.lastIndexOf("/") + 1).replace(/^.*[ .]/, "").replace(/~\d+$/, "");
  return isIdentifierName(name) ? { key: name, access: `.${name}` } : { key: quote(name), access: `[${quote(name)}]` };
}

export const cursorName = (node: ts.ForOfStatement | ts.ForInStatement): string => `$c${node.pos}`;

function directVars(info: FunctionInfo): string[] {
  return [...info.variables.values()].filter((v) => v.binding.kind === "var").map((v) => v.saved);
}

const keywordOf = (list: ts.VariableDeclarationList): string => ((list.flags & ts.NodeFlags.Let) !== 0 ? "let" : "const");

function directivesOf(body: ts.Block): ts.Statement[] {
  const end = body.statements.findIndex((s) => !(ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression)));
  return [...body.statements.slice(0, end < 0 ? body.statements.length : end)];
}

function inLoop(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined && !isFunctionNode(at); at = at.parent) if (isLoop(at)) return true;
  return false;
}

const parenthesized = (node: ts.Node, text: Text): Text => (ts.isObjectLiteralExpression(node) ? ["(", text, ")"] : text);

/** A default value that can be computed twice without anybody noticing. */
export function isPure(node: ts.Expression): boolean {
  if (ts.isLiteralExpression(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true;
  if (ts.isIdentifier(node)) return node.text === "undefined";
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isPure);
  if (ts.isObjectLiteralExpression(node)) return node.properties.length === 0;
  return [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind);
}

function isAnonymousFunction(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isAnonymousFunction(node.expression);
  if (ts.isArrowFunction(node)) return true;
  return (ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name === undefined;
}

function isDeclarationName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent) || ts.isFunctionDeclaration(parent) || ts.isClassLike(parent) || ts.isFunctionExpression(parent)) && parent.name === node;
}

/** Whether an identifier child stands for a variable, rather than for a property, label or keyword-like name. */
function isReferencePosition(node: ts.Identifier, parent: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) return parent.name !== node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent.name !== node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isNamespaceExport(parent)) return false;
  return true;
}

function jumpTarget(node: ts.BreakOrContinueStatement): ts.Node | undefined {
  for (let at: ts.Node = node.parent; !isFunctionNode(at) && !ts.isSourceFile(at); at = at.parent) {
    if (node.label !== undefined) {
      if (ts.isLabeledStatement(at) && at.label.text === node.label.text) return at;
    } else if (isLoop(at) || (ts.isBreakStatement(node) && ts.isSwitchStatement(at))) return at;
  }
  return undefined;
}

function isWithin(node: ts.Node, ancestor: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) if (at === ancestor) return true;
  return false;
}

const inRange = ([first, last]: readonly [number, number]): string =>
  first === last ? `${LOCAL.point} === ${first}` : `${LOCAL.point} >= ${first} && ${LOCAL.point} <= ${last}`;

const finallyRange = (range: readonly [number, number] | undefined): string => (range === undefined ? "false" : inRange(range));

function operatorOf(node: ts.BinaryExpression): string {
  const text = ts.tokenToString(node.operatorToken.kind) as string;
  return isCompound(node.operatorToken.kind) ? text.slice(0, -1) : text;
}

const isSlice = (text: Text): boolean => typeof text === "object" && !Array.isArray(text) && "start" in text;

function hasReplaced(node: ts.Node, replaced: ReadonlyMap<ts.Node, Text>): boolean {
  for (const key of replaced.keys()) if (isWithin(key, node)) return true;
  return false;
}

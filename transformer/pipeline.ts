// The order of the phases for one emitted module: parse, analyze, lower, emit.
import { TraceMap } from "@jridgewell/trace-mapping";
import ts from "typescript";
import { FORMAT, type ModuleDescriptor, type UpdatePointMode, type Warning } from "../runtime/contract/build.js";
import { simplify } from "./0-simplify/simplify.js";
import { analyzeClasses, type ClassInfo } from "./1-analyze/classes.js";
import { EXPORT, hasUseStrict } from "./1-analyze/fixed.js";
import { analyzeFunctions, type FunctionAnalysis, type FunctionInfo } from "./1-analyze/functions.js";
import { findHeldFunctions } from "./1-analyze/held-functions.js";
import { findHeldMethods } from "./1-analyze/held-methods.js";
import { findPureDeclarations, needsNothing } from "./1-analyze/initials.js";
import { findLeaves } from "./1-analyze/leaves.js";
import { ModuleLinks } from "./1-analyze/links.js";
import { dissolve, findMomentary } from "./1-analyze/momentary.js";
import { Origins } from "./1-analyze/origins.js";
import { findOuterWrites } from "./1-analyze/outer-writes.js";
import { analyzePoints, type FunctionPoints, findRecursive } from "./1-analyze/points.js";
import { analyzeScopes, type Binding, type ScopeAnalysis } from "./1-analyze/scopes.js";
import { ShortLoops } from "./1-analyze/short-loops.js";
import { Lowerer, type LowerInput, planPrinting } from "./2-lower/lower.js";
import { emitBase } from "./3-emit/base.js";
import { emitDescriptor } from "./3-emit/descriptors.js";
import { type RawSourceMap, render, toRawMap } from "./3-emit/render.js";
import { type ClassUnitInput, emitUnits, type MemberPart, type UnitInput, type VariableUnitInput } from "./3-emit/units.js";
import { findFilling, findNaming } from "./syntax/fillings.js";
import { type FunctionNode, isFunctionNode } from "./syntax/nodes.js";
import { PlainTexts } from "./syntax/plain-text.js";
import { chooseNames, type ModuleNames, RESERVED } from "./text/names.js";

export type { RawSourceMap } from "./3-emit/render.js";

/** One module as TypeScript emitted it. */
export interface EmittedModule {
  /** Path relative to `outDir`, with `/`. */
  readonly js: string;
  readonly text: string;
  /** JavaScript to TypeScript; `sources` relative to the project folder. */
  readonly map: RawSourceMap;
  /** Path of the TypeScript source relative to the project folder, with `/`. */
  readonly source: string;
  readonly moduleFormat: "esm" | "cjs";
  /** The original source file and its program's checker; without them the analysis is more cautious. */
  readonly sourceFile?: ts.SourceFile;
  readonly checker?: ts.TypeChecker;
  /** Folder that `source` is relative to. */
  readonly project?: string;
  readonly updatePoints: UpdatePointMode;
  /** Whether its functions may be called before it has run, by a module that it imports. */
  readonly cyclic?: boolean;
}

export interface InstrumentedModule {
  readonly text: string;
  /** Instrumented JavaScript to TypeScript. */
  readonly map: RawSourceMap;
  readonly unit: string;
  readonly unitMap: RawSourceMap;
  readonly descriptor: ModuleDescriptor;
}

export function instrument(module: EmittedModule): InstrumentedModule {
  const study = simplified(readStudy(module), module);
  const { file, trace } = study;
  const analysis = analyze(study, module);
  const plan = planPrinting(analysis.lower);
  const base = render(emitBase(baseInput(module, analysis), new Lowerer(analysis.lower, plan, "base")), file, trace, fileName(module.js));
  const unitLowerer = new Lowerer(analysis.lower, plan, "unit");
  const units = analysis.updatable.map((info) => unitInput(info, analysis, unitLowerer));
  const unit = render(
    emitUnits(
      units,
      analysis.variables,
      analysis.classes.flatMap((info) => classUnit(info, analysis)),
      unitLowerer,
      analysis.lower.names,
    ),
    file,
    trace,
    `${fileName(module.js)}.unit.cjs`,
  );
  const links = Object.fromEntries(units.map((u) => [u.info.index, [...u.links.constants, ...u.links.references]]));
  const descriptor = emitDescriptor({
    lower: analysis.lower,
    lowerer: unitLowerer,
    origins: analysis.origins,
    js: module.js,
    source: module.source,
    moduleFormat: module.moduleFormat,
    base: base.marks,
    unit: unit.marks,
    links,
    classes: analysis.classes,
    slotsOf: (info) => (info.variable === undefined ? [] : slotsOf(info, analysis.lower.functions)),
    usesOf: (node) => {
      const { constants, references } = analysis.links.within([node]);
      return [...constants, ...references];
    },
    variableUnits: new Map(analysis.variables.map((v) => [v.name, v.slots])),
    needsNothing: (declaration) => needsNothing(declaration, analysis.lower.scopes),
    pureOf: (info) => new Set(findPureDeclarations(info, analysis.lower.scopes).map((d) => d.name)),
    outerWrites: findOuterWrites(analysis.lower.file, analysis.lower.scopes),
    warnings: analysis.warnings,
    texts: new PlainTexts(file, (fn) => analysis.lower.functions.infoOf.get(fn)?.id),
  });
  return { text: base.text, map: toRawMap(base.trace), unit: unit.text, unitMap: toRawMap(unit.trace), descriptor };
}

const fileName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A text, its way back to TypeScript, and what is found out about its names and functions. */
interface Study {
  readonly file: ts.SourceFile;
  readonly trace: TraceMap;
  readonly names: ModuleNames;
  /** Why nothing in it can be updated. */
  readonly whole: string | undefined;
  readonly scopes: ScopeAnalysis;
  readonly origins: Origins;
  readonly functions: FunctionAnalysis;
}

function readStudy(module: EmittedModule): Study {
  const { text, map } = module;
  return study(module, text, new TraceMap(map as never), chooseNames(text), findReservedName);
}

function parse(js: string, text: string): ts.SourceFile {
  const options = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return ts.createSourceFile(js, text, options, true, ts.ScriptKind.JS);
}

/** Why no function of a file can be updated that has a variable of a name that emitted code needs. */
function findReservedName(scopes: ScopeAnalysis): string | undefined {
  const names = new Set(scopes.globals);
  for (const { name } of scopes.bindingOf.values()) if (name.startsWith("$")) names.add(name);
  const taken = [...names].find((name) => RESERVED.test(name));
  return taken && `its file has a variable \`${taken}\`, a name that emitted code needs`;
}

function study(
  module: EmittedModule,
  text: string,
  trace: TraceMap,
  names: ModuleNames,
  findObstacle: (scopes: ScopeAnalysis) => string | undefined,
): Study {
  const file = parse(module.js, text);
  const scopes = analyzeScopes(file);
  const whole = findObstacle(scopes);
  const { source, sourceFile, checker, project } = module;
  const origins = new Origins({ file, trace, source, sourceFile, checker, project, module: names.module });
  return { file, trace, names, whole, scopes, origins, functions: analyzeFunctions(file, scopes, whole) };
}

/** The same program without constructs that no saved frame can hold half-finished, and with a constructor in every base class. */
function simplified(first: Study, module: EmittedModule): Study {
  const { file, trace, names, whole, scopes, origins, functions } = first;
  if (whole !== undefined) return first;
  const infoOf = (fn: FunctionNode): FunctionInfo => functions.infoOf.get(fn) as FunctionInfo;
  const text = simplify({
    file,
    module: names.module,
    updateOf: (fn) => (infoOf(fn).fixed !== undefined ? "fixed" : infoOf(fn).unmovable !== undefined ? "replaced" : "moving"),
    idOf: (fn) => infoOf(fn).id,
    isReached: (call) => !origins.isLibraryCall(call),
    calleeOf: (callee) => origins.calleeOf(callee),
    isConstant: (name) => {
      const binding = scopes.bindingOf.get(name);
      return binding !== undefined && binding.kind !== "var" && binding.writes.length === 0;
    },
  });
  if (text === undefined) return first;
  const rendered = render(text, file, trace, fileName(module.js));
  return study(module, rendered.text, rendered.trace, names, () => undefined);
}

interface Analysis {
  readonly lower: LowerInput;
  readonly links: ModuleLinks;
  readonly origins: Origins;
  readonly updatable: readonly FunctionInfo[];
  readonly variables: readonly VariableUnitInput[];
  readonly classes: readonly ClassInfo[];
  readonly warnings: readonly Warning[];
}

function analyze(study: Study, module: EmittedModule): Analysis {
  const { file, names, whole, origins } = study;
  const shortLoops = new ShortLoops(study.scopes, origins);
  const leaves = findLeaves(study.functions, study.scopes, origins, shortLoops);
  const momentary = findMomentary(study.functions, leaves, origins);
  const scopes = momentary.size === 0 ? study.scopes : dissolve(momentary, study.scopes);
  const functions = momentary.size === 0 ? study.functions : analyzeFunctions(file, scopes, whole);
  const recursive = findRecursive(functions.functions, scopes);
  const points = new Map<FunctionInfo, FunctionPoints>();
  for (const info of functions.functions) points.set(info, analyzePoints(info, recursive, leaves, origins, shortLoops));
  const isLive = (binding: Binding): boolean =>
    binding.kind === "import" ? origins.isLiveImport(binding.declaration) : binding.kind === "var" || binding.writes.length > 0;
  const lower: LowerInput = {
    file,
    scopes,
    functions,
    points,
    shortLoops,
    held: findHeldFunctions(scopes, functions, isLive),
    methods: findHeldMethods(functions, scopes, origins),
    names,
    updatePoints: module.updatePoints,
    startsEarly: module.cyclic === true && module.moduleFormat === "esm",
    isLive,
  };
  const links = new ModuleLinks(file, scopes, isLive);
  const updatable = functions.functions.filter((info) => info.fixed === undefined);
  const variables = [...scopes.module.bindings.values()].flatMap((binding) => variableUnit(binding, lower, links));
  const classes = analyzeClasses(file, scopes, functions, origins);
  return {
    lower,
    links,
    origins,
    updatable,
    variables,
    classes,
    warnings: functions.functions.flatMap((info) => warningOf(info, origins)),
  };
}

function warningOf(info: FunctionInfo, origins: Origins): Warning[] {
  if (info.fixed === EXPORT) return [];
  const place = origins.placeOf(info.node);
  if (info.form === "class-part") return []; // its functions and what it calls are updated; README.md says what else holds
  if (info.fixed !== undefined) {
    return [
      {
        code: "FIXED",
        message: `\`${info.id}\` cannot be updated: ${info.fixed}. It runs as before; a patch that changes it is refused.`,
        place,
      },
    ];
  }
  if (info.unmovable === undefined) return [];
  return [
    {
      code: "UNMOVABLE",
      message: `a running call of \`${info.id}\` cannot be moved: ${info.unmovable}. An update that changes it waits until no call is active.`,
      place,
    },
  ];
}

function baseInput(module: EmittedModule, analysis: Analysis): Parameters<typeof emitBase>[0] {
  const { lower } = analysis;
  return {
    file: lower.file,
    js: module.js,
    moduleFormat: module.moduleFormat,
    names: lower.names,
    starts: lower.startsEarly ? "early" : "in-order",
    format: FORMAT,
    imports: /\bimport\s*\(/.test(lower.file.text) ? "dynamic" : "static",
    bindings: [...lower.scopes.module.bindings.values()].map((b) => ({ name: b.name, assignable: isAssignable(b) })),
  };
}

/**
 * Where the program assigns a constant or an import all the same, that must throw (sample `assigned-functions-and-constants`). A function
 * or class that nobody assigns stays what V8 takes for constant.
 */
const isAssignable = ({ kind, writes }: Binding): boolean => kind === "let" || kind === "var" || writes.length > 0;

function unitInput(info: FunctionInfo, analysis: Analysis, lowerer: Lowerer): UnitInput {
  const { lower } = analysis;
  return {
    info,
    links: { ...analysis.links.of(info.node), classes: classLinks(info, lower), members: memberLinks(info, lower) },
    movable: (lower.points.get(info) as FunctionPoints).points.length > 0,
    initials: lowerer.initials(info, findPureDeclarations(info, lower.scopes)),
  };
}

/** `const`, `let` and `class` at module level, declared by name. */
function variableUnit(binding: Binding, lower: LowerInput, links: ModuleLinks): VariableUnitInput[] {
  // Units are strict code.
  if (!ts.isExternalModule(lower.file) && !hasUseStrict(lower.file.statements)) return [];
  const { parent } = binding.declaration;
  const variable =
    ts.isVariableDeclaration(parent) && parent.name === binding.declaration && ts.isVariableStatement(parent.parent.parent)
      ? parent
      : undefined;
  if (variable === undefined && !ts.isClassDeclaration(parent)) return [];
  const value = ts.isClassDeclaration(parent) ? parent : (variable?.initializer ?? findGiven(binding, lower.file));
  if (value !== undefined && waits(value)) return [];
  if (value === undefined)
    return [{ name: binding.name, value, slots: [], links: { constants: [], references: [], classes: [], members: [] } }];
  const inside = lower.functions.within(value).filter((f) => f.fixed === undefined);
  const { constants, references } = links.within([value]);
  const others = (names: readonly string[]): string[] => names.filter((name) => name !== binding.name);
  return [
    {
      name: binding.name,
      value,
      slots: inside.map((f) => f.index),
      links: { constants: others(constants), references: others(references), classes: [], members: [] },
    },
  ];
}

/** What a variable without an initialiser gets where TypeScript has declared it. */
function findGiven({ name, references }: Binding, file: ts.SourceFile): ts.Expression | undefined {
  const isOnce = references.filter((r) => r.write).length === 1;
  const naming = isOnce ? file.statements.map(findNaming).find((n) => n?.name === name) : undefined;
  return naming?.value ?? findFilling(name, file);
}

/** `const x = await f();` at module level: no unit can wait when it is linked. (sample `top-level-await`) */
function waits(node: ts.Node): boolean {
  if (isFunctionNode(node)) return node.name !== undefined && ts.isComputedPropertyName(node.name) && waits(node.name);
  return ts.isAwaitExpression(node) || ts.forEachChild(node, (child) => waits(child) || undefined) === true;
}

/**
 * Inside its own text the name of a class stands for the class itself, which has its value before the module's variable has. (sample
 * `static-blocks`)
 */
function classLinks(info: FunctionInfo, { functions, scopes, isLive }: LowerInput): UnitInput["links"]["classes"] {
  const found: { name: string; class: string }[] = [];
  for (let at: ts.Node = info.node.parent; !ts.isSourceFile(at); at = at.parent) {
    const id = functions.linkedClasses.get(at);
    const binding = ts.isClassDeclaration(at) && at.name !== undefined ? scopes.bindingOf.get(at.name) : undefined;
    if (id !== undefined && binding?.scope.parent === undefined && binding !== undefined && !isLive(binding))
      found.push({ name: binding.name, class: id });
  }
  return found;
}

const memberLinks = (info: FunctionInfo, { functions }: LowerInput): UnitInput["links"]["members"] =>
  info.linked.map((value) => ({ value, class: functions.linkedClasses.get(value.home) as string }));

/** Only classes that a patch can find by a name of the module. */
function classUnit(info: ClassInfo, { links }: Analysis): ClassUnitInput[] {
  if (info.variable === undefined) return [];
  const part = (name: string, isStatic: boolean, expression: ts.Expression | undefined): MemberPart[] =>
    expression === undefined ? [] : [{ name: isStatic ? `static ${name}` : name, expression }];
  const keys = info.members.flatMap((m) => part(m.name, m.static, m.key));
  const values = info.members.flatMap((m) => part(m.name, m.static, m.value));
  const base = info.isBaseNamed ? info.base : undefined;
  return [
    {
      index: info.index,
      links: { ...links.within([...keys, ...values].map((p) => p.expression).concat(base ?? [])), classes: [], members: [] },
      keys,
      values,
      base,
    },
  ];
}

/** Functions in the initialisers that a class unit computes. */
const slotsOf = (info: ClassInfo, functions: FunctionAnalysis): number[] =>
  info.members.flatMap(({ value }) =>
    (value === undefined ? [] : functions.within(value)).flatMap((f) => (f.fixed === undefined ? [f.index] : [])),
  );

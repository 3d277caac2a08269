// Reads, checks and compiles a file of state transformers.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { type Answer, type GivenPolicy, holdsPromise, type Invariant, type Question } from "./answers.js";
import { type FieldsRead, readFields } from "./fields-read.js";
import { placeIn, placeOf } from "./file-syntax.js";
import { readInvariants } from "./read-invariants.js";
import { readPolicies } from "./read-policies.js";
import { type Questions, TYPES_MARK } from "./transformer-types.js";

export interface Problem {
  readonly at: string;
  readonly message: string;
}

export interface TransformersFile {
  readonly path: string;
  /** As the user wrote it, without what `diff` writes. */
  readonly text: string;
  /** False for one that says only what becomes of running calls, or what holds together. */
  readonly hasTransformers: boolean;
  readonly forward: ReadonlyMap<string, Answer>;
  readonly back: ReadonlyMap<string, Answer>;
  /** Absent where the file says nothing of running calls. */
  readonly policies: ReadonlyMap<string, GivenPolicy> | undefined;
  /** Absent where it does not say what holds together. */
  readonly invariants: readonly Invariant[] | undefined;
  /** What each transformer reads of the value that it gets. */
  readonly fieldsRead: FieldsRead;
  readonly problems: readonly Problem[];
}

/** Throws what reading the file throws. */
export function readTransformers(path: string): TransformersFile {
  const whole = readFileSync(path, "utf8");
  const mark = whole.indexOf(TYPES_MARK);
  const text = mark < 0 ? whole : whole.slice(0, mark);
  return new FileReader(path, text).run();
}

/** Keys and kinds of answers are read from the syntax: nothing of the file runs here. */
class FileReader {
  readonly #path: string;
  readonly #file: ts.SourceFile;
  readonly #text: string;
  readonly #problems: Problem[] = [];
  readonly #fieldsRead = new Map<string, { names: string[]; at: string }>();

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
    this.#file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  }

  run(): TransformersFile {
    for (const statement of this.#file.statements) this.#checkImport(statement);
    const refuse = (node: ts.Node, message: string): void => this.#refuse(node, message);
    const policies = readPolicies(this.#file, refuse);
    const invariants = readInvariants(this.#file, refuse);
    const [forward, back] = this.#findDefinition(policies !== undefined || invariants !== undefined);
    return {
      path: this.#path,
      text: this.#text,
      hasTransformers: forward !== undefined,
      forward: this.#answers(forward),
      back: this.#answers(back),
      policies,
      invariants,
      fieldsRead: this.#fieldsRead,
      problems: this.#problems,
    };
  }

  #refuse(node: ts.Node, message: string): void {
    this.#problems.push({ at: placeOf(this.#file, node), message });
  }

  #checkImport(statement: ts.Statement): void {
    if (!ts.isImportDeclaration(statement) || statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
    const from = (statement.moduleSpecifier as ts.StringLiteral).text;
    if (from === "ts-updatable" || from.startsWith("node:")) return;
    this.#refuse(
      statement,
      `a transformers file imports "${from}": it is linked into the patch by itself, and would get a second copy of that module. Write the function here, or import types only`,
    );
  }

  #findDefinition(mayBeAbsent: boolean): readonly (ts.Expression | undefined)[] {
    const exported = this.#file.statements.find((s): s is ts.ExportAssignment => ts.isExportAssignment(s) && s.isExportEquals !== true);
    const call = exported && unwrap(exported.expression);
    if (call !== undefined && ts.isCallExpression(call) && call.expression.getText(this.#file) === "defineStateTransformers")
      return call.arguments;
    if (exported === undefined && mayBeAbsent) return [];
    this.#refuse(exported ?? this.#file, "a transformers file ends with `export default defineStateTransformers({ … })`");
    return [];
  }

  #answers(node: ts.Expression | undefined): Map<string, Answer> {
    const answers = new Map<string, Answer>();
    if (node === undefined) return answers;
    if (!ts.isObjectLiteralExpression(node)) this.#refuse(node, "the transformers are written down as an object literal");
    else for (const property of node.properties) this.#addAnswer(property, answers);
    return answers;
  }

  #addAnswer(property: ts.ObjectLiteralElementLike, answers: Map<string, Answer>): void {
    const key = property.name !== undefined && ts.isStringLiteralLike(property.name) ? property.name.text : undefined;
    if (key === undefined) return this.#refuse(property, 'each key is written out as a string, such as "src/main.ts#users"');
    const read = (fn: ts.Expression | ts.MethodDeclaration): void =>
      void this.#fieldsRead.set(key, readFields(this.#file, property.name as ts.PropertyName, fn));
    if (ts.isMethodDeclaration(property)) read(property);
    if (ts.isMethodDeclaration(property)) return void answers.set(key, { kind: "convert" });
    if (!ts.isPropertyAssignment(property)) return this.#refuse(property, "each entry is a function, a word, or { from: … }");
    const value = unwrap(property.initializer);
    read(value);
    const answer = toAnswer(value);
    if (answer !== undefined) answers.set(key, answer);
  }
}

/** Without parentheses, `satisfies` and `as`. */
function unwrap(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node) || ts.isAsExpression(node) ? unwrap(node.expression) : node;
}

const WORDS: ReadonlySet<string> = new Set<Exclude<Answer["kind"], "convert" | "from">>(["rerun", "keep", "lazy", "eager"]);

/** Whether the answer is admitted is for the types to say; `undefined` is none. */
function toAnswer(value: ts.Expression): Answer | undefined {
  if (ts.isStringLiteralLike(value)) return WORDS.has(value.text) ? ({ kind: value.text } as Answer) : undefined;
  if (ts.isIdentifier(value) && value.text === "undefined") return undefined;
  if (!ts.isObjectLiteralExpression(value)) return { kind: "convert" };
  const from = value.properties.find((p): p is ts.PropertyAssignment => ts.isPropertyAssignment(p) && p.name.getText() === "from");
  return from !== undefined && ts.isStringLiteralLike(from.initializer) ? { kind: "from", name: from.initializer.text } : undefined;
}

// --- checking

/** Says that the export is what the update needs, even where the file does not name the types itself. */
const CHECKS = {
  default:
    "\nconst checked: { readonly forward: StateTransformers; readonly back?: WayBack } = null! as typeof import(SELF).default;\nvoid checked;\n",
  policies: "\nconst decided: Policies = null! as typeof import(SELF).policies;\nvoid decided;\n",
  invariants: "\nconst declared: Readonly<Record<string, readonly Members[]>> = null! as typeof import(SELF).invariants;\nvoid declared;\n",
};

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ["node"],
};

export interface CheckedTransformers {
  readonly problems: readonly Problem[];
  /** Keys of the transformers that give promises. */
  readonly asynchronous: Readonly<Record<"forward" | "back", readonly string[]>>;
}

/** Type-checks a transformers file against the two versions. @param types what `diff` has to say of them */
export function checkTransformers(
  { path, text, policies, invariants, hasTransformers }: TransformersFile,
  types: string,
  { forward, back }: Questions,
): CheckedTransformers {
  const own = fileURLToPath(new URL("../../", import.meta.url));
  const self = JSON.stringify(`./${path.slice(path.lastIndexOf("/") + 1).replace(/ts$/, "js")}`);
  const checks = [
    hasTransformers ? CHECKS.default : "",
    policies === undefined ? "" : CHECKS.policies,
    invariants === undefined ? "" : CHECKS.invariants,
  ].join("");
  const checked = `${text}${types}${checks.replaceAll("SELF", self)}`;
  const paths = { "ts-updatable": [join(own, "runtime/index.d.ts"), join(own, "runtime/index.ts")] };
  const options = { ...OPTIONS, paths, typeRoots: findTypeRoots([dirname(path), process.cwd(), own]) };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, readFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, checked, ts.ScriptTarget.ES2023, true) : getSourceFile(name, ...rest);
  host.readFile = (name) => (name === path ? checked : readFile(name));
  const program = ts.createProgram([path], options, host);
  const file = program.getSourceFile(path) as ts.SourceFile;
  const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const found = findPromises(file, program.getTypeChecker());
  const given = { forward: withoutValues(found.forward, forward), back: withoutValues(found.back, back) };
  const hasty = [...given.forward.filter(mustNotWait(forward)), ...given.back.filter(mustNotWait(back))];
  return {
    problems: [
      ...diagnostics.flatMap((diagnostic) => toProblem(diagnostic, file, text, types)),
      ...hasty.map(({ at }) => ({ at, message: HASTY })),
    ],
    asynchronous: { forward: given.forward.map(({ key }) => key), back: given.back.map(({ key }) => key) },
  };
}

const HASTY = "this transformer runs when a call or an object goes on, which cannot wait for a promise: make it synchronous";

interface GivenPromise {
  readonly key: string;
  readonly at: string;
}

const withoutValues = (given: readonly GivenPromise[], questions: readonly Question[]): GivenPromise[] =>
  given.filter(({ key }) => !questions.some((q) => q.key === key && holdsPromise(q)));

const mustNotWait =
  (questions: readonly Question[]) =>
  ({ key }: GivenPromise): boolean =>
    questions.some((q) => q.key === key && q.mayAwait !== true);

/** The transformers whose results are promises, whatever the way in which they are written down. */
function findPromises(file: ts.SourceFile, checker: ts.TypeChecker): Record<"forward" | "back", GivenPromise[]> {
  const exported = file.statements.find(ts.isExportAssignment);
  const call = exported && unwrap(exported.expression);
  const [forward, back] = call !== undefined && ts.isCallExpression(call) ? call.arguments : [];
  const among = (object: ts.Expression | undefined): GivenPromise[] =>
    object === undefined || !ts.isObjectLiteralExpression(object)
      ? []
      : object.properties.flatMap((property) =>
          property.name !== undefined && ts.isStringLiteralLike(property.name) && givesPromise(property, checker)
            ? [{ key: property.name.text, at: placeOf(file, property) }]
            : [],
        );
  return { forward: among(forward), back: among(back) };
}

function givesPromise(property: ts.ObjectLiteralElementLike, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(ts.isPropertyAssignment(property) ? property.initializer : property);
  return type.getCallSignatures().some((signature) => {
    const result = signature.getReturnType();
    return (result.isUnion() ? result.types : [result]).some((each) => each.symbol?.name === "Promise");
  });
}

/** Every `node_modules/@types` from some folders upwards. */
function findTypeRoots(folders: readonly string[]): string[] {
  const roots = folders.flatMap((folder) => {
    const found: string[] = [];
    for (let at = folder; ; at = dirname(at)) {
      const root = join(at, "node_modules/@types");
      if (existsSync(root)) found.push(root);
      if (at === dirname(at)) return found;
    }
  });
  return [...new Set(roots)];
}

/** Errors within the written types are not the user's; what the last lines say is about the export as a whole. */
function toProblem({ start = 0, messageText }: ts.Diagnostic, file: ts.SourceFile, text: string, types: string): Problem[] {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  if (start < text.length) return [{ at: placeIn(file, start), message }];
  if (start < text.length + types.length) return [];
  const exported = file.statements.find((s) => ts.isExportAssignment(s));
  return [{ at: placeIn(file, exported?.getStart(file) ?? 0), message }];
}

// --- compiling

export interface CompiledTransformers {
  readonly text: string;
  readonly map: string;
}

/**
 * CommonJS whose exports are the transformers by key.
 * @param source the transformers file as seen from the compiled one
 */
export function compileTransformers(
  file: TransformersFile,
  direction: "forward" | "back",
  name: string,
  source: string,
): CompiledTransformers {
  const { outputText, sourceMapText = "" } = ts.transpileModule(file.text, {
    fileName: file.path,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.CommonJS,
      sourceMap: true,
      inlineSources: true,
      verbatimModuleSyntax: false,
      moduleDetection: ts.ModuleDetectionKind.Force,
    },
  });
  const map = JSON.parse(sourceMapText) as { file: string; sources: string[] };
  map.file = name;
  map.sources = [source];
  // In the process there may be no package of this name to resolve: all that the call does is to put the two parts together.
  const code = outputText
    .replace(
      'require("ts-updatable")',
      "{ defineStateTransformers: (forward, back) => ({ forward, back }), definePolicies: (policies) => policies, defineInvariants: (invariants) => invariants }",
    )
    .replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return {
    text: `${code}module.exports = exports.default?.${direction} ?? {};\n//# sourceMappingURL=${name}.map\n`,
    map: JSON.stringify(map),
  };
}

// The part of a transformers file that `diff` writes: the types of both versions, and what may be said under each key.
import type { TypeNode } from "../../runtime/contract/types.js";
import { holdsPromise, type Question, type Typed } from "./answers.js";
import { TypePrinter } from "./print-types.js";

/** Everything from this line on is `diff`'s own, and made anew at every check. */
export const TYPES_MARK = "// --- types of both versions, written by ts-updatable diff ---";

export interface Questions {
  readonly forward: readonly Question[];
  readonly back: readonly Question[];
}

export function printTransformerTypes({ forward, back }: Questions): string {
  const [from, to] = [gatherClasses(forward, "old"), gatherClasses(forward, "new")];
  for (const [name, typed] of gatherClasses(back, "old")) to.set(name, typed);
  const next = new TypePrinter("New");
  const shared = new Map(
    [...from.keys()].flatMap((name) => {
      const found = to.get(name);
      return found === undefined ? [] : [[name, () => next.print(found.types, found.id)] as const];
    }),
  );
  const old = new TypePrinter("Old", shared);
  const entries = forward.map((q) => printEntry(q, old, next));
  const backwards = back.map((q) => printEntry({ ...q, is: "optional" }, next, old));
  return [
    TYPES_MARK,
    `interface StateTransformers ${block(entries)}`,
    `interface WayBack ${block(backwards)}`,
    "declare const foreign: unique symbol;",
    old.text,
    next.text,
    "",
  ].join("\n");
}

const block = (entries: readonly string[]): string => (entries.length === 0 ? "{}" : `{\n${entries.join("\n")}\n}`);

type Found = { readonly types: readonly TypeNode[]; readonly id: number };

/** Classes among the types of one side. */
function gatherClasses(questions: readonly Question[], side: "old" | "new"): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const question of questions) {
    const types = question[side]?.module.types ?? [];
    types.forEach((node, id) => {
      const [name] = node.kind === "object" ? (node.classes ?? []) : [];
      if (name !== undefined && !found.has(name)) found.set(name, { types, id });
    });
  }
  return found;
}

function printEntry(question: Question, old: TypePrinter, next: TypePrinter): string {
  const { key, is, admits, candidates } = question;
  const kinds = admits.map((kind) => {
    if (kind === "convert") return `(${printFunction(question, old, next)})`;
    if (kind !== "from") return JSON.stringify(kind);
    return `{ readonly from: ${candidates === undefined ? "string" : candidates.map((name) => JSON.stringify(name)).join(" | ")} }`;
  });
  const why = question.why.replaceAll("*/", "* /").replaceAll("\n", " ");
  return `  /** ${why} */\n  ${JSON.stringify(key)}${is === "optional" ? "?" : ""}: ${kinds.join(" | ")};`;
}

/** `(old: Map<string, Old.User>) => Map<string, New.User>`; for a new local: `(locals: { readonly n: number }) => number`. */
function printFunction(question: Question, old: TypePrinter, next: TypePrinter): string {
  if (question.objects !== undefined) {
    const one = printLocals(question.objects, old);
    return `(objects: readonly ${one}[], convert: (object: ${one}) => void) => void`;
  }
  const parameters = [
    ...(question.old === undefined ? [] : [`old: ${printTyped(question.old, old)}`]),
    ...(question.fields === undefined ? [] : [`old: ${printLocals(question.fields, old)}`]),
    ...(question.locals === undefined ? [] : [`locals: ${printLocals(question.locals, old)}`]),
  ];
  const printed = question.new === undefined ? "unknown" : printTyped(question.new, next);
  const result = question.mayRefuse === true ? `${printed} | undefined` : printed;
  return `(${parameters.join(", ")}) => ${question.mayAwait === true && !holdsPromise(question) ? `${result} | Promise<${result}>` : result}`;
}

const printTyped = ({ module, type }: Typed, printer: TypePrinter): string =>
  type === undefined ? "unknown" : printer.print(module.types, type.id);

const printLocals = (locals: NonNullable<Question["locals"]>, printer: TypePrinter): string =>
  `{ ${locals.map((l) => `readonly ${/^#/.test(l.name) ? JSON.stringify(l.name) : l.name}${l.is === "optional" ? "?" : ""}: ${printTyped(l.typed, printer)};`).join(" ")} }`;

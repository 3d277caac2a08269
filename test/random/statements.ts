// Random statements, lists of them, and the bodies of functions.
import { type Choice, partOf } from "./choices.ts";
import { expression, leaf } from "./expressions.ts";
import { deeper, inBlock, inFunction, isAsync, isGenerator, type Place, type Variable } from "./place.ts";
import type { Session } from "./session.ts";
import { join, type Text, text } from "./text.ts";

type Form = (choice: Choice, place: Place, session: Session) => Text;

/** How often statements differ. */
const KINDS = ["none", "added", "none", "none", "local", "none", "removed", "none", "none", "added", "none", "none", "none"] as const;

/** `{ … }` without the braces. */
export function statements(choices: readonly Choice[], place: Place, session: Session): Text {
  let isEdited = false;
  const list = choices.flatMap((choice): Text[] => {
    const edit = isEdited || place.frozen || place.only !== "both" ? "none" : KINDS[choice.edit % KINDS.length];
    if (edit === undefined || edit === "none") return [statement(choice, place, session)];
    isEdited = true;
    if (edit === "local") return [...addedLocal(choice, place, session), statement(choice, place, session)];
    const alone = statement(choice, { ...inBlock(place), only: edit === "added" ? 2 : 1 }, session, "no-declaration");
    return [session.edited(place, "statement", edit === "added" ? [] : alone, edit === "added" ? alone : []) ?? []];
  });
  return join(list, "\n");
}

/** A local of the second version that a running call can initialise, and a statement that uses it. */
function addedLocal(choice: Choice, place: Place, session: Session): Text[] {
  const name = session.name("n");
  const declaration = text`let ${name}: any = ${choice.detail % 20};`;
  place.variables.push({ name: [name], holds: "number", assignable: true, level: place.level, only: 2 });
  const use = text`${name} += 1; log(${session.site()}, ${name});`;
  return [[{ kind: "local", old: [], next: declaration }], session.edited(place, "statement", [], use) ?? []];
}

function statement(choice: Choice, place: Place, session: Session, declarations: "any" | "no-declaration" = "any"): Text {
  const forms = place.depth <= 0 ? [log] : formsAt(place, declarations);
  return (forms[choice.kind % forms.length] as Form)(choice, deeper(place), session);
}

function formsAt(place: Place, declarations: "any" | "no-declaration"): readonly Form[] {
  const forms: Form[] = [
    log,
    log,
    log,
    branch,
    forLoop,
    whileLoop,
    doLoop,
    forOf,
    forIn,
    labelled,
    switches,
    tries,
    tries,
    tries,
    keeps,
    block,
    returns,
    throws,
    evaluate,
    evaluate,
  ];
  if (declarations === "any") forms.push(declares, declares, declares, closure, closure, nested, object, object, destructuring, iterator);
  if (place.jumps !== "none") forms.push(jump, jump);
  if (isGenerator(place)) forms.push(delegates);
  if (isAsync(place)) forms.push(forAwait);
  return forms;
}

const part = (choice: Choice, index: number, place: Place, session: Session): Text => expression(partOf(choice, index), place, session);

/** A block of the statements that hang below a part. */
const body = (choice: Choice, index: number, place: Place, session: Session): Text =>
  statements(partOf(choice, index).parts, inBlock(place), session);

const add = (place: Place, name: string | Text, holds: Variable["holds"], assignable: boolean): void =>
  void place.variables.push({ name: typeof name === "string" ? [name] : name, holds, assignable, level: place.level, only: place.only });

const log: Form = (choice, place, session) =>
  text`log(${session.site()}, ${part(choice, 0, place, session)}, ${leaf(partOf(choice, 1), place)});`;

const evaluate: Form = (choice, place, session) => text`${part(choice, 0, place, session)};`;

const declares: Form = (choice, place, session) => {
  const value = part(choice, 0, place, session);
  const old = session.name("v");
  const name = (choice.edit % 14 === 3 ? session.edited(place, "name", [old], [`${old}next`]) : undefined) ?? [old];
  const isConst = choice.detail % 4 === 0;
  add(place, name, "number", !isConst);
  return text`${isConst ? "const" : "let"} ${name}${choice.detail % 3 === 0 ? ": any" : ""} = ${value};`;
};

const branch: Form = (choice, place, session) => {
  const head = text`if (${part(choice, 0, place, session)}) {\n${body(choice, 1, place, session)}\n}`;
  return choice.detail % 2 === 0 ? head : text`${head} else {\n${body(choice, 2, place, session)}\n}`;
};

/** Each turn of a loop begins with an update point of its own. */
function loopBody(choice: Choice, index: number, place: Place, session: Session, label?: string): Text {
  const labels = label === undefined ? place.labels : [...place.labels, label];
  return text`{\nat();\n${body(choice, index, { ...place, jumps: "loop", labels }, session)}\n}`;
}

const loop = (choice: Choice, place: Place, session: Session, label?: string): Text => {
  const inner = inBlock(place);
  const i = session.name("i");
  const turns = 1 + (choice.detail % 3);
  switch (choice.detail % 5) {
    case 0: {
      const limit = part(choice, 0, inner, session);
      add(inner, i, "number", false);
      return text`for (let ${i} = 0, end = few(${limit}); ${i} < end; ${i}++) ${loopBody(choice, 1, inner, session, label)}`;
    }
    case 1:
      add(inner, i, "number", false);
      return text`for (const ${i} of [1, ${part(choice, 0, place, session)}, 3]) ${loopBody(choice, 1, inner, session, label)}`;
    case 2:
      return text`{ let ${i} = 0;\n${label === undefined ? "" : `${label}: `}while (${i}++ < ${turns} && ${part(choice, 0, place, session)} !== 77) ${loopBody(choice, 1, inner, session, label)} }`;
    default:
      add(inner, i, "number", false);
      return text`for (let ${i} = 0; ${i} < ${turns}; ${i}++) ${loopBody(choice, 1, inner, session, label)}`;
  }
};

const forLoop: Form = (choice, place, session) => loop({ ...choice, detail: choice.detail * 5 }, place, session);
const whileLoop: Form = (choice, place, session) => loop({ ...choice, detail: choice.detail * 5 + 2 }, place, session);

const doLoop: Form = (choice, place, session) => {
  const i = session.name("i");
  const inside = loopBody(choice, 1, inBlock(place), session);
  return text`{ let ${i} = 0;\ndo ${inside} while (++${i} < ${1 + (choice.detail % 3)} && (${part(choice, 0, place, session)}, true)); }`;
};

const forOf: Form = (choice, place, session) => {
  const inner = inBlock(place);
  const i = session.name("i");
  const generators = session.functions.filter((f) => f.kind === "generator" && (f.only === "both" || f.only === place.only));
  const fn = generators[choice.detail % Math.max(1, generators.length)];
  const over =
    fn === undefined
      ? text`[2, ${part(choice, 0, place, session)}]`
      : text`${fn.callee}(${session.site()}, ${leaf(partOf(choice, 0), place)})`;
  add(inner, i, "number", false);
  return text`for (const ${i} of ${over} as any) ${loopBody(choice, 1, inner, session)}`;
};

const forIn: Form = (choice, place, session) => {
  const i = session.name("i");
  return text`for (const ${i} in { a: 1, b: ${part(choice, 0, place, session)} }) {\nat();\nlog(${session.site()}, ${i});\n${body(choice, 1, { ...inBlock(place), jumps: "loop" }, session)}\n}`;
};

const labelled: Form = (choice, place, session) => {
  const label = session.name("l");
  const inner = loop(choice, place, session, label);
  return choice.detail % 5 === 2 ? inner : text`${label}: ${inner}`;
};

const jump: Form = (choice, place, session) => {
  const { labels } = place;
  const target =
    place.jumps === "loop" && labels.length > 0 && choice.detail % 3 === 0 ? ` ${labels[choice.detail % labels.length] as string}` : "";
  const word = place.jumps === "loop" && choice.detail % 2 === 0 ? "continue" : "break";
  return text`if (${part(choice, 0, place, session)}) ${word}${target};`;
};

const switches: Form = (choice, place, session) => {
  const inner: Place = { ...inBlock(place), jumps: place.jumps === "loop" ? "loop" : "break" };
  const cases = [0, 1, 2].map(
    (n) => text`case ${n}: {\n${body(choice, n + 1, inner, session)}\n${(choice.detail >> n) % 2 === 0 ? "break;" : ""}\n}`,
  );
  return text`switch (few(${part(choice, 0, place, session)})) {\n${join(cases, "\n")}\ndefault: log(${session.site()}, "default");\n}`;
};

const tries: Form = (choice, place, session) => {
  const name = session.name("e");
  const start = text`try {\n${body(choice, 0, place, session)}\n}`;
  const caught = text` catch (${name}) {\nat();\nlog(${session.site()}, shown(${name}));\n${body(choice, 1, place, session)}\n}`;
  const last = text` finally {\nlog(${session.site()}, "finally");\n${body(choice, 2, place, session)}\n}`;
  return [text`${start}${caught}`, text`${start}${caught}${last}`, text`${start}${last}`][choice.detail % 3] as Text;
};

const throws: Form = (choice, place, session) => text`if (${part(choice, 0, place, session)}) throw new Error("s${session.site()}");`;

const returns: Form = (choice, place, session) =>
  text`if (${part(choice, 0, place, session)}) return ${part(choice, 1, place, session)} as any;`;

const block: Form = (choice, place, session) => text`{\n${statements(choice.parts, inBlock(place), session)}\n}`;

const keeps: Form = (choice, place, session) => {
  const name = session.name("x");
  const inner = inFunction(place, "sync");
  inner.variables.push({ name: [name], holds: "number", assignable: true, level: inner.level, only: place.only });
  return text`keep((${name}: any) => ${part(choice, 0, inner, session)});`;
};

const closure: Form = (choice, place, session) => {
  const name = session.name("c");
  const x = session.name("x");
  const inner = inFunction(place, "sync");
  add(inner, x, "number", true);
  const inside =
    choice.detail % 2 === 0 ? text`${part(choice, 0, inner, session)}` : text`{\n${functionBody(choice.parts, inner, session)}\n}`;
  add(place, name, "function", false);
  return text`const ${name} = (${x}: any): any => ${inside};`;
};

const nested: Form = (choice, place, session) => {
  const name = session.name("h");
  const x = session.name("x");
  const inner = inFunction(place, "sync", false);
  add(inner, x, "number", true);
  add(place, name, "function", false);
  if (choice.detail % 2 === 0) add(inner, name, "function", false);
  return text`function ${name}(${x}: any): any {\n${functionBody(choice.parts, inner, session)}\n}`;
};

const object: Form = (choice, place, session) => {
  const name = session.name("o");
  const value = objectWithMethods(choice, place, session);
  add(place, name, "object", false);
  return text`const ${name}: any = ${value};`;
};

const destructuring: Form = (choice, place, session) => {
  const [a, b, c] = [session.name("a"), session.name("b"), session.name("c")];
  const from = text`{ p: ${part(choice, 0, place, session)}, q: [${part(choice, 1, place, session)}] } as any`;
  const pattern = text`{ p: ${a} = ${part(choice, 2, place, session)}, q: [${b}, ${c} = ${part(choice, 3, place, session)}] }`;
  for (const name of [a, b, c]) add(place, name, "number", true);
  return text`let ${pattern} = ${from};`;
};

const iterator: Form = (choice, place, session) => {
  const generators = session.functions.filter((f) => f.kind === "generator" && (f.only === "both" || f.only === place.only));
  const fn = generators[choice.detail % Math.max(1, generators.length)];
  if (fn === undefined) return declares(choice, place, session);
  const name = session.name("g");
  const value = text`${fn.callee}(${session.site()}, ${leaf(partOf(choice, 0), place)})`;
  add(place, name, "iterator", false);
  return text`const ${name} = ${value};`;
};

const delegates: Form = (choice, place, session) => {
  const generators = session.functions.filter((f) => f.kind === "generator" && (f.only === "both" || f.only === place.only));
  const fn = generators[choice.detail % Math.max(1, generators.length)];
  const over =
    fn === undefined
      ? text`[4, ${part(choice, 0, place, session)}]`
      : text`${fn.callee}(${session.site()}, ${leaf(partOf(choice, 0), place)})`;
  return text`yield* ${over} as any;`;
};

const forAwait: Form = (choice, place, session) => {
  const sources = session.functions.filter((f) => f.kind === "async-generator" && (f.only === "both" || f.only === place.only));
  const fn = sources[choice.detail % Math.max(1, sources.length)];
  const over =
    fn === undefined
      ? text`[5, ${part(choice, 0, place, session)}]`
      : text`${fn.callee}(${session.site()}, ${leaf(partOf(choice, 0), place)})`;
  const inner = inBlock(place);
  const i = session.name("i");
  add(inner, i, "number", false);
  return text`for await (const ${i} of ${over} as any) ${loopBody(choice, 1, inner, session)}`;
};

// --- functions

/** Every function begins with an update point, and does nothing when the program has made all the calls it may. */
export function functionBody(choices: readonly Choice[], place: Place, session: Session): Text {
  const inside = statements(choices.slice(0, -1), place, session);
  const last = choices.at(-1);
  const result = last === undefined ? text`1` : expression(last, place, session);
  const starts = isAsync(place) && choices.length % 2 === 0 ? "z(await 0);\n" : "";
  return text`${starts}at();\nif (spent()) return 0 as any;\n${inside}\nreturn ${result} as any;`;
}

function objectWithMethods(choice: Choice, place: Place, session: Session): Text {
  const x = session.name("x");
  const method = inFunction(place, "sync", true);
  method.variables.push({ name: [x], holds: "number", assignable: true, level: method.level, only: place.only });
  const own = inFunction(place, "sync", true);
  const value = expression(partOf(choice, 0), place, session);
  const inside = functionBody(partOf(choice, 1).parts, method, session);
  const getter = expression(partOf(choice, 2), own, session);
  return text`{ p: ${value}, q: [1, 2], nil: null, m(${x}: any): any {\n${inside}\n}, get g(): any { return ${getter}; } }`;
}

// Random functions and classes, and the module that they make.
import type { FunctionKind } from "../../runtime/contract/build.ts";
import { type Choice, partOf } from "./choices.ts";
import { expression } from "./expressions.ts";
import { inFunction, type Only, type Place, type Signature } from "./place.ts";
import { Session } from "./session.ts";
import { functionBody } from "./statements.ts";
import { type Rendering, render, type Text, text } from "./text.ts";

/** How deep statements and expressions may nest. */
const DEPTH = 7;

interface FunctionText {
  readonly signature: Signature;
  readonly inside: Text;
}

/** A random module, in both versions and as the program that shows what an update means. */
export class RandomModule {
  readonly #session = new Session();
  readonly #functions: readonly FunctionText[];
  readonly #classes: readonly Text[];

  constructor(choices: readonly Choice[]) {
    const shapes = choices.map((choice, index) => this.#declare(choice, index));
    const functions = choices.filter((_, index) => shapes[index] !== undefined);
    this.#classes = choices.flatMap((choice, index) => (shapes[index] === undefined ? [this.#class(choice)] : []));
    this.#functions = functions.map((choice, index) => this.#function(choice, this.#session.functions[index] as Signature));
  }

  text(how: Rendering): string {
    const main = this.#functions[0]?.signature.kind === "async" ? "await main(1)" : "main(1)";
    const functions = this.#functions.flatMap((fn) => this.#render(fn, how));
    const start = `export async function run(): Promise<void> {\n  log("result", ${main});\n}`;
    return [...this.#classes.map((c) => render(c, how)), ...functions, start].join("\n\n");
  }

  /** The first is `main`; a later one may be a class instead. */
  #declare(choice: Choice, index: number): Signature | undefined {
    if (index > 0 && choice.kind % 6 === 5) return undefined;
    const name = index === 0 ? "main" : `f${index}`;
    const change = index === 0 ? 0 : choice.edit % 9;
    const only: Only = change === 1 ? 2 : change === 2 ? 1 : "both";
    const renamed = change === 3 ? `${name}next` : undefined;
    const callee: Text = renamed === undefined ? [name] : [{ kind: "expression", old: [name], next: [renamed] }];
    const kinds: readonly FunctionKind[] = ["sync", "sync", "sync", "async", "async", "generator", "generator", "async-generator"];
    const kind = (index === 0 ? (["async", "sync"] as const)[choice.kind % 2] : kinds[choice.kind % kinds.length]) ?? "sync";
    const signature: Signature = {
      name,
      callee,
      renamed,
      kind,
      only,
      second: choice.detail % 5 === 1 && !kind.endsWith("generator") ? "t(0, 4)" : "4",
    };
    this.#session.functions.push(signature);
    return signature;
  }

  #function(choice: Choice, signature: Signature): FunctionText {
    const { kind, only } = signature;
    const place: Place = { ...OUTSIDE, kind, only, variables: [] };
    for (const name of ["a", "b"]) place.variables.push({ name: [name], holds: "number", assignable: true, level: 0, only });
    return { signature, inside: functionBody(choice.parts, place, this.#session) };
  }

  #class(choice: Choice): Text {
    const name = this.#session.name("C");
    const hasBase = choice.detail % 2 === 1;
    const place = inFunction({ ...OUTSIDE, variables: [], frozen: hasBase }, "sync", true);
    place.variables.push({ name: ["x"], holds: "number", assignable: true, level: place.level, only: "both" });
    const first = expression(partOf(choice, 0), { ...place, hasThis: false }, this.#session);
    const [method, override] = [1, 2].map((index) => functionBody(partOf(choice, index).parts, place, this.#session)) as [Text, Text];
    this.#session.classes.push({ name, only: "both" });
    if (!hasBase) return text`class ${name} {\np: any;\nconstructor(x: any) {\nthis.p = ${first};\n}\nm(x: any): any {\n${method}\n}\n}`;
    const [own, given] = [this.#session.site(), this.#session.site()];
    const base = text`class ${name}Base {\np: any = t(${own}, 1);\n#own = 2;\nconstructor(x: any) {\nthis.p += ${first};\n}\nm(x: any): any {\nthis.#own++;\nlog("own", this.#own);\n${method}\n}\n}`;
    return text`${base}\nclass ${name} extends ${name}Base {\nr: any = t(${own}, 3);\nconstructor(x: any) {\nsuper(t(${given}, x));\nlog("derived", this.r);\n}\noverride m(x: any): any {\nconst inner = () => super.m(x);\nlog("inner", inner());\n${override}\n}\n}`;
  }

  #render({ signature, inside }: FunctionText, how: Rendering): string[] {
    const { name, renamed, only } = signature;
    const write = (as: string, version: Rendering): string => `${headOf(signature, as)} {\n${render(inside, version)}\n}`;
    if (how !== "both") return only === "both" || only === how ? [write(how === 2 ? (renamed ?? name) : name, how)] : [];
    // A call of a function that the new version has under another name, or not at all, ends in its old code.
    if (renamed !== undefined) return [write(name, 1), write(renamed, 2)];
    return [write(name, only === "both" ? "both" : only)];
  }
}

const OUTSIDE: Place = {
  kind: "sync",
  only: "both",
  level: 0,
  variables: [],
  labels: [],
  jumps: "none",
  depth: DEPTH,
  frozen: false,
  hasThis: false,
};

function headOf({ kind, second }: Signature, name: string): string {
  const [async, star] = [kind.startsWith("async") ? "async " : "", kind.endsWith("generator") ? "*" : ""];
  return `${async}function${star} ${name}(a?: any, b: any = ${second}): any`;
}

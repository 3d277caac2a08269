// What every process has: objects of the language, of Node, and of the packages that the program imports, by the way that leads to them.
import { types } from "node:util";
import { runInNewContext } from "node:vm";
import type { Reference } from "../contract/checkpoint.js";

export type Known = Extract<Reference, { readonly kind: "known" }>;

/** Global names of Node that programs hold; its other globals are loaded when they are first read. */
const OF_NODE = [
  "process",
  "console",
  "Buffer",
  "URL",
  "URLSearchParams",
  "TextEncoder",
  "TextDecoder",
  "AbortController",
  "EventTarget",
  "Event",
  "performance",
];
const FUNCTIONS_OF_NODE = [
  "setTimeout",
  "setInterval",
  "setImmediate",
  "clearTimeout",
  "clearInterval",
  "clearImmediate",
  "queueMicrotask",
  "structuredClone",
  "atob",
  "btoa",
  "fetch",
];

const isHolder = (value: unknown): value is object => (typeof value === "object" && value !== null) || typeof value === "function";

export const intrinsics = (): readonly string[] => runInNewContext("Object.getOwnPropertyNames(globalThis)") as string[];

/** Whether a global name is one that the language or Node has given. */
export function isGlobalOfNode(name: string): boolean {
  return name === "global" || OF_NODE.includes(name) || FUNCTIONS_OF_NODE.includes(name) || intrinsics().includes(name);
}

export class KnownObjects {
  readonly #ways = new Map<unknown, Known>();

  constructor() {
    for (const name of intrinsics()) if (name !== "globalThis") this.#addGlobal(name, 3);
    for (const name of OF_NODE) this.#addGlobal(name, name === "process" || name === "console" ? 1 : 2);
    for (const name of FUNCTIONS_OF_NODE) this.#addGlobal(name, 0);
    this.#ways.set(globalThis, { kind: "known", path: [] });
    for (const [name, prototype] of Object.entries(hiddenIntrinsics())) this.#ways.set(prototype, { kind: "known", path: [name] });
  }

  find(value: unknown): Known | undefined {
    return this.#ways.get(value);
  }

  /** What a module imports from Node or a package: the thing itself, what it exports, and the prototypes of classes among that. */
  addImport(js: string, specifier: string, namespace: unknown): void {
    this.#add(namespace, { kind: "known", from: { js, specifier }, path: [] }, 3);
  }

  /** `import * as` of such a module gives an object of its own. */
  addNamespace(js: string, specifier: string, namespace: unknown): void {
    if (isHolder(namespace) && !this.#ways.has(namespace))
      this.#ways.set(namespace, { kind: "known", from: { js, specifier }, path: ["*"] });
  }

  #addGlobal(name: string, depth: number): void {
    this.#add((globalThis as Record<string, unknown>)[name], { kind: "known", path: [name] }, depth);
  }

  #add(value: unknown, way: Known, depth: number): void {
    if ((!isHolder(value) && typeof value !== "symbol") || this.#ways.has(value)) return;
    this.#ways.set(value, way);
    if (depth === 0 || typeof value === "symbol") return;
    for (const key of Object.getOwnPropertyNames(value)) {
      const { value: found, get, set } = Object.getOwnPropertyDescriptor(value, key) as PropertyDescriptor;
      if (key !== "constructor") this.#add(found, { ...way, path: [...way.path, key] }, depth - 1);
      this.#add(get, { ...way, path: [...way.path, `get ${key}`] }, 0);
      this.#add(set, { ...way, path: [...way.path, `set ${key}`] }, 0);
    }
  }
}

/** What no name leads to. */
function hiddenIntrinsics(): Readonly<Record<string, object>> {
  const prototypeOf = (value: object): object => Object.getPrototypeOf(value) as object;
  const typedArray = prototypeOf(Uint8Array);
  return {
    "%TypedArray%": typedArray,
    "%TypedArray.prototype%": (typedArray as { prototype: object }).prototype,
    "%AsyncFunction.prototype%": prototypeOf(async () => undefined),
    "%GeneratorFunction.prototype%": prototypeOf(function* () {}),
    "%AsyncGeneratorFunction.prototype%": prototypeOf(async function* () {}),
  };
}

/** Of a module that is no ES module. */
const toNamespace = (exports: unknown): unknown =>
  types.isModuleNamespaceObject(exports) ? exports : Object.freeze(Object.assign(Object.create(null), exports, { default: exports }));

/** What a way leads to in this process; throws where it leads nowhere. */
export function followWay({ path }: Known, from: unknown = globalThis): unknown {
  const [first = ""] = path;
  if (first === "*") return toNamespace(from);
  const hidden = hiddenIntrinsics()[first];
  if (hidden !== undefined) return hidden;
  return path.reduce((value, step) => {
    const [, half, name = ""] = /^(get|set) (.*)$/s.exec(step) ?? [];
    const found =
      half === undefined ? (value as Record<string, unknown>)[step] : Object.getOwnPropertyDescriptor(value, name)?.[half as "get" | "set"];
    if (found === undefined) throw new Error(`there is no ${path.join(".")} in this process`);
    return found;
  }, from);
}

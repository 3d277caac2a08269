// Modules of a resumed computation: their bodies do not run again. Every variable has the value that was saved; all code comes from units.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { FORMAT, type ModuleDescriptor } from "../contract/build.js";
import type { ModuleAccess, NameAccess, Reference } from "../contract/emitted.js";
import { readDescriptor } from "../load/code.js";
import { Refusal } from "../refusal.js";
import { Box, type Module, registerModule } from "../registry.js";
import { findSource } from "./imports.js";

/** Gets the value of a variable when it is first needed. */
export type Lookup = (name: string) => unknown;

export class RestoredModule {
  readonly descriptor: ModuleDescriptor;
  readonly module: Module;
  readonly #variables = new Map<string, Reference>();

  constructor(outDir: string, js: string, find: (file: string) => RestoredModule | undefined, files: ReadonlySet<string>) {
    this.descriptor = readDescriptor(outDir, js);
    const file = join(outDir, js);
    const require = createRequire(file);
    const importReference = (specifier: string, name: string): Reference | undefined => {
      const source = findSource({ file, require }, specifier, files);
      const from = source === undefined ? undefined : find(source);
      return name === "*" && from !== undefined ? new Box(from.namespace) : from?.findExport(name);
    };
    const imports = new Map(this.descriptor.variables.flatMap(({ name, from }) => (from === undefined ? [] : [[name, from] as const])));
    const reference = (name: string): Reference | undefined => {
      const known = this.#variables.get(name);
      const from = imports.get(name);
      return known ?? (from && importReference(from[0], from[1]));
    };
    const get = (name: string): Reference => {
      const found = reference(name);
      if (found === undefined) throw new ReferenceError(`${name} is not defined`);
      return found;
    };
    const accessOf = (name: string): NameAccess => [() => get(name).get(), (value) => get(name).set(value)];
    const access: ModuleAccess = () => {
      const names = new Set([...this.#variables.keys(), ...this.descriptor.variables.map(({ name }) => name)]);
      const importAny = (specifier: string, options?: ImportCallOptions): Promise<unknown> => load(file, specifier, files, options);
      return Object.fromEntries([["import()", () => importAny], ...[...names].map((name) => [name, accessOf(name)] as const)]);
    };
    this.module = registerModule(js, metaOf(file, require), FORMAT, access);
    this.#findExport = (name) => this.#localExport(name, importReference);
  }

  readonly #findExport: (name: string) => Reference | undefined;

  add(name: string, reference: Reference): void {
    this.#variables.set(name, reference);
  }

  /** What a name leads to, also by way of modules that export it again. */
  findExport(name: string): Reference | undefined {
    return this.#findExport(name);
  }

  #localExport(name: string, importReference: (specifier: string, name: string) => Reference | undefined): Reference | undefined {
    const { exports, exportsAll } = this.descriptor;
    const local = exports[name];
    if (typeof local === "string") return this.#variables.get(local) ?? new Box(this.module.read(local));
    if (local !== undefined) return importReference(local[0], local[1]);
    for (const specifier of exportsAll) {
      const found = importReference(specifier, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #namespace: object | undefined;

  get namespace(): object {
    if (this.#namespace === undefined) {
      const view = Object.create(null) as object;
      for (const name of Object.keys(this.descriptor.exports).sort())
        Object.defineProperty(view, name, { enumerable: true, get: () => this.findExport(name)?.v });
      this.#namespace = Object.preventExtensions(Object.defineProperty(view, Symbol.toStringTag, { value: "Module" }));
    }
    return this.#namespace;
  }
}

function metaOf(file: string, require: NodeJS.Require): ImportMeta {
  const resolve = (specifier: string): string =>
    /^\.{0,2}\//.test(specifier) ? new URL(specifier, pathToFileURL(file)).href : pathToFileURL(require.resolve(specifier)).href;
  return { url: pathToFileURL(file).href, filename: file, dirname: dirname(file), resolve } as unknown as ImportMeta;
}

/** A module that is loaded now would load the program's modules once more, with variables of their own. */
function load(file: string, specifier: string, files: ReadonlySet<string>, options: ImportCallOptions | undefined): Promise<unknown> {
  const source = findSource({ file, require: createRequire(file) }, specifier, files);
  if (source !== undefined || /^\.{0,2}\//.test(specifier))
    return Promise.reject(
      new Refusal(
        "NOT_LOADED",
        `${specifier} was not loaded when the checkpoint was taken, and a resumed computation cannot load modules of the program: load it before.`,
      ),
    );
  return import(specifier.startsWith("node:") ? specifier : pathToFileURL(createRequire(file).resolve(specifier)).href, options);
}

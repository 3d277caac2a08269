// A fresh global environment for one test, with the runtime of this project inside it, as in a program of its own.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";
import ts from "typescript";
import { BUILD_FOLDER, type BuildManifest, descriptorFile, FORMAT, MANIFEST_FILE, unitFile } from "../../../dist/runtime/contract/build.js";
import { digestOf } from "../../../dist/transformer/host/digest.js";
import type { StormReport } from "../../harness/storm.ts";
import type { Compiled } from "./compile.ts";

/** `updatable`: nothing asks for an update; `frames`, `units`: the storms. */
export type Way = "plain" | "updatable" | "frames" | "units";

export const WAYS: readonly Way[] = ["plain", "updatable", "frames", "units"];

/** Where a test's build seems to be. It is never written to a disk. */
export const BUILD_ROOT = "/test262-build/";

const runtime = fileURLToPath(new URL("../../../dist/runtime/", import.meta.url));
const node = createRequire(import.meta.url);

type Import = (specifier: string, from: string) => Promise<vm.Module>;

/** An ordinary global object, with a build beside it that the runtime reads from memory. */
export class Realm {
  readonly context: vm.Context;
  readonly import: Import;
  readonly #files = new Map<string, string>();
  readonly #modules = new Map<string, { readonly js: string; readonly digest: string; readonly descriptor: string }>();
  readonly #runtime = new Map<string, Record<string, unknown>>();
  report: StormReport | undefined;

  constructor(load: Import) {
    this.import = load;
    this.context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { importModuleDynamically: this.#dynamic(BUILD_ROOT) });
  }

  /** Starts what comes with a way; before any module of the test. */
  start(way: Way): void {
    if (way !== "frames" && way !== "units") return;
    const { startStorm } = this.#require(join(runtime, "storm.js")) as { startStorm(code: string): StormReport };
    this.report = startStorm(way);
  }

  /** What emitted code imports. */
  get internal(): Readonly<Record<string, unknown>> {
    return { module: this.#require(join(runtime, "registry.js"))["registerModule"] };
  }

  /** Puts a compiled module into the build, before it is evaluated. */
  add(js: string, { updatable, unit, descriptor }: Compiled): void {
    this.#files.set(BUILD_ROOT + js, updatable);
    this.#files.set(join(BUILD_ROOT, BUILD_FOLDER, unitFile(js)), unit);
    this.#files.set(join(BUILD_ROOT, BUILD_FOLDER, descriptorFile(js)), JSON.stringify(descriptor));
    this.#modules.set(js, { js, digest: digestOf(updatable), descriptor: "" });
    const manifest: BuildManifest = {
      format: FORMAT,
      options: "",
      build: "0123456789abcdef",
      updatePoints: "interrupt",
      modules: [...this.#modules.values()],
    };
    this.#files.set(join(BUILD_ROOT, BUILD_FOLDER, MANIFEST_FILE), JSON.stringify(manifest));
  }

  /** Evaluates a CommonJS module. */
  evaluate(text: string, file: string, require: unknown, exports: object = {}): unknown {
    const module = { exports };
    const names = ["exports", "require", "module", "__filename", "__dirname"];
    const body = vm.compileFunction(text, names, {
      filename: file,
      parsingContext: this.context,
      importModuleDynamically: this.#dynamic(file),
    });
    Reflect.apply(body, module.exports, [module.exports, require, module, file, file.slice(0, file.lastIndexOf("/"))]);
    return module.exports;
  }

  readonly require = (specifier: string): unknown => {
    if (specifier === "ts-updatable/internal") return this.internal;
    throw new Error(`a test requires ${specifier}`);
  };

  #dynamic(from: string): (specifier: string) => Promise<vm.Module> {
    return (specifier) => this.import(specifier, from);
  }

  #require(file: string): Record<string, unknown> {
    const loaded = this.#runtime.get(file);
    if (loaded !== undefined) return loaded;
    const exports = {};
    this.#runtime.set(file, exports);
    const require = (name: string): unknown => (name.startsWith(".") ? this.#require(join(file, "..", name)) : this.#builtin(name));
    const script = runtimeScript(file).runInContext(this.context) as (...args: unknown[]) => void;
    script(exports, require, pathToFileURL(file).href, URL, { getBuiltinModule: (name: string) => this.#builtin(name) });
    return exports;
  }

  /** Parts of Node, with the build in memory. */
  #builtin(name: string): unknown {
    if (name === "node:fs") return { readFileSync: (file: string) => this.#read(file), statSync: () => ({ mtimeMs: 0 }) };
    if (name === "node:module") return { createRequire: () => this.#unitRequire };
    return node(name);
  }

  /** Loads a unit of the build, or a part of the runtime that waits until it is needed. */
  readonly #unitRequire = Object.assign(
    (file: string) => (file.startsWith("./") ? this.#require(join(runtime, file)) : this.evaluate(this.#read(file), file, this.require)),
    { cache: {} },
  );

  #read(file: string): string {
    const text = this.#files.get(file);
    if (text === undefined) throw new Error(`${file} is not part of the build`);
    return text;
  }
}

const scripts = new Map<string, vm.Script>();

/** A file of the runtime as a function of what it needs from Node; compiled once for all realms. */
function runtimeScript(file: string): vm.Script {
  let script = scripts.get(file);
  if (script === undefined) {
    const { outputText } = ts.transpileModule(readFileSync(file, "utf8").replaceAll("import.meta.url", "__url"), {
      compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.CommonJS },
    });
    script = new vm.Script(`(function (exports, require, __url, URL, process) { ${outputText}\n})`, { filename: file });
    scripts.set(file, script);
  }
  return script;
}

// Runs one compiled test in one way, in a realm of its own.
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import vm from "node:vm";
import { type Compiled, compile } from "./compile.ts";
import { type FrontMatter, readFrontMatter } from "./front-matter.ts";
import { BUILD_ROOT, Realm, type Way } from "./realm.ts";
import type { Job } from "./select.ts";

export interface Outcome {
  /** What went wrong; undefined where the test passed. */
  readonly failure: string | undefined;
  readonly rebuilt: number;
}

/** An asynchronous test that says nothing for this long will not any more. */
const SILENCE_MS = 8_000;

/** A test in one form, compiled once for all ways. */
export class Test {
  readonly #root: string;
  readonly #js: string;
  readonly #matter: FrontMatter;
  readonly #compiled = new Map<string, Compiled>();

  constructor(root: string, job: Job) {
    const source = readFileSync(join(root, "test", job.file), "utf8");
    this.#root = root;
    this.#js = `test/${job.file}`;
    this.#matter = readFrontMatter(source);
    this.#compiled.set(this.#js, compile(source, this.#js, job.form));
  }

  /** False where nothing of the test can be updated: the storms would do nothing. */
  get isUpdatable(): boolean {
    return [...this.#compiled.values()].some(({ descriptor }) => descriptor.functions.some((fn) => fn.fixed === undefined));
  }

  async run(way: Way): Promise<Outcome> {
    const { flags, negative, includes } = this.#matter;
    const run = new Running(this.#root, way, (js) => this.#compile(js));
    let failure: { readonly error: unknown } | undefined;
    try {
      if (!flags.has("raw")) run.harness(["assert.js", "sta.js", ...(flags.has("async") ? ["doneprintHandle.js"] : []), ...includes]);
      run.realm.start(way);
      await run.evaluate(this.#js);
      if (flags.has("async")) failure = await run.done;
    } catch (error) {
      failure = { error };
    }
    return {
      failure: negative === undefined ? failure && show(failure.error) : missed(negative.type, failure),
      rebuilt: run.realm.report?.rebuilt ?? 0,
    };
  }

  /** Modules that a test imports are compiled as they are. */
  #compile(js: string): Compiled {
    let compiled = this.#compiled.get(js);
    if (compiled === undefined) {
      compiled = compile(readFileSync(join(this.#root, js), "utf8"), js, "module");
      this.#compiled.set(js, compiled);
    }
    return compiled;
  }
}

function missed(wanted: string, failure: { readonly error: unknown } | undefined): string | undefined {
  if (failure === undefined) return `it did not throw ${wanted}`;
  const found = (failure.error as Error | undefined)?.constructor?.name;
  return found === wanted ? undefined : `it threw ${show(failure.error)} instead of ${wanted}`;
}

function show(error: unknown): string {
  try {
    const { message } = error as Error;
    return message === undefined ? String(error) : `${(error as Error).constructor.name}: ${message}`;
  } catch {
    return "something that cannot be shown";
  }
}

const harnessScripts = new Map<string, vm.Script>();

/** One run: its realm, and the modules that were loaded into it. */
class Running {
  readonly realm: Realm;
  /** Settled when the test calls `$DONE`. */
  readonly done: Promise<{ readonly error: unknown } | undefined>;
  readonly #root: string;
  readonly #way: Way;
  readonly #compile: (js: string) => Compiled;
  readonly #modules = new Map<string, vm.Module>();
  readonly #linked = new Map<vm.Module, Promise<void>>();

  constructor(root: string, way: Way, compileModule: (js: string) => Compiled) {
    this.#root = root;
    this.#way = way;
    this.#compile = compileModule;
    this.realm = new Realm((specifier, from) => this.#import(specifier, from));
    this.done = new Promise((settle) => {
      setTimeout(() => settle({ error: new Error("it did not call $DONE") }), SILENCE_MS).unref();
      addHost(this.realm.context, (line) => {
        if (line.startsWith("Test262:AsyncTestComplete")) settle(undefined);
        if (line.startsWith("Test262:AsyncTestFailure")) settle({ error: new Error(line) });
      });
    });
  }

  harness(names: readonly string[]): void {
    for (const name of names) {
      let script = harnessScripts.get(name);
      if (script === undefined) {
        script = new vm.Script(readFileSync(join(this.#root, "harness", name), "utf8"), { filename: `harness/${name}` });
        harnessScripts.set(name, script);
      }
      script.runInContext(this.realm.context);
    }
  }

  async evaluate(js: string): Promise<void> {
    const compiled = this.#compile(js);
    if (compiled.format === "esm") await this.#evaluate(this.#load(js));
    else {
      this.#add(js, compiled);
      const exports = {};
      this.#synthetic(js, { default: exports }); // a test that imports itself is loaded already
      this.realm.evaluate(this.#textOf(compiled), BUILD_ROOT + js, this.realm.require, exports);
    }
  }

  #add(js: string, compiled: Compiled): void {
    if (this.#way === "plain") return;
    this.realm.add(js, compiled);
    // A program loads its units only when it is updated; that they can be loaded is looked at here.
    if (this.#way === "updatable") vm.compileFunction(compiled.unit, ["exports", "require", "module"]);
  }

  #textOf(compiled: Compiled): string {
    return this.#way === "plain" ? compiled.plain : compiled.updatable;
  }

  async #import(specifier: string, from: string): Promise<vm.Module> {
    const module = this.#resolve(String(specifier), from);
    await this.#evaluate(module);
    return module;
  }

  async #evaluate(module: vm.Module): Promise<void> {
    await this.#link(module);
    if (module.status === "linked" || module.status === "evaluating") await module.evaluate();
    else if (module.status === "errored") throw module.error;
  }

  /** Two imports of one module may come at the same time. */
  #link(module: vm.Module): Promise<void> {
    const linked =
      this.#linked.get(module) ??
      (module.status === "unlinked"
        ? module.link((specifier, referrer) => this.#resolve(specifier, referrer.identifier))
        : Promise.resolve());
    this.#linked.set(module, linked);
    return linked;
  }

  #resolve(specifier: string, from: string): vm.Module {
    if (specifier === "ts-updatable/internal") return this.#synthetic(specifier, this.realm.internal);
    const js = relative(BUILD_ROOT, resolve(dirname(from), specifier));
    return js.endsWith(".json") ? this.#synthetic(js, { default: this.#json(js) }) : this.#load(js);
  }

  #json(js: string): unknown {
    return vm.runInContext("JSON.parse", this.realm.context)(readFileSync(join(this.#root, js), "utf8"));
  }

  #load(js: string): vm.Module {
    const compiled = this.#modules.get(js) ?? this.#create(js);
    this.#modules.set(js, compiled);
    return compiled;
  }

  #create(js: string): vm.Module {
    const compiled = this.#compile(js);
    this.#add(js, compiled);
    return new vm.SourceTextModule(this.#textOf(compiled), {
      context: this.realm.context,
      identifier: BUILD_ROOT + js,
      importModuleDynamically: (specifier) => this.#import(specifier, BUILD_ROOT + js),
      initializeImportMeta: (meta) => {
        meta.url = `file://${BUILD_ROOT}${js}`;
      },
    });
  }

  #synthetic(name: string, exports: Readonly<Record<string, unknown>>): vm.Module {
    const found = this.#modules.get(name);
    if (found !== undefined) return found;
    const module = new vm.SyntheticModule(
      Object.keys(exports),
      () => {
        for (const [key, value] of Object.entries(exports)) module.setExport(key, value);
      },
      { context: this.realm.context, identifier: name },
    );
    this.#modules.set(name, module);
    return module;
  }
}

/** What test262 asks of a host: `print`, and `$262`. */
function addHost(context: vm.Context, print: (line: string) => void): void {
  const run = (text: string): unknown => vm.runInContext(text, context);
  const define = (name: string, value: unknown): void => {
    Object.defineProperty(context, name, { value, configurable: true, writable: true });
  };
  define("print", print);
  define("$262", {
    global: context,
    gc: () => globalThis.gc?.(),
    evalScript: run,
    detachArrayBuffer: run("(buffer) => { buffer.transfer(); }"),
    createRealm: () => {
      const other = vm.createContext(vm.constants.DONT_CONTEXTIFY);
      addHost(other, print);
      return (other as unknown as { $262: unknown }).$262;
    },
    agent: {
      start: () => {
        throw new Error("there are no agents here");
      },
    },
  });
}

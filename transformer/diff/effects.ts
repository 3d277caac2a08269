// What a function does that must not be done twice: what the program marks by `impure`, and what is known of Node. As far as names tell.
import type { FunctionDescriptor, ModuleDescriptor, Place, PointDescriptor, StatementDescriptor } from "../../runtime/contract/build.js";
import type { Effect, FunctionPatch } from "../../runtime/contract/patch.js";
import { findCallee, type ProgramFunction, plain } from "./callees.js";
import type { Build } from "./read-build.js";

/** By module of Node (`""`: global), which of its functions do something outside of the process. */
const KNOWN: Readonly<Record<string, RegExp>> = {
  "": /^(fetch|process\.(exit|kill|abort|send))$/,
  "ts-updatable": /^impure$/,
  fs: /^(promises\.)?(write|append|rm|unlink|rename|mkdir|copy|cp|truncate|ftruncate|symlink|link|createWriteStream)/,
  "fs/promises": /^(write|append|rm|unlink|rename|mkdir|copy|cp|truncate|symlink|link)/,
  child_process: /^(spawn|exec|fork)/,
  net: /^(connect|createConnection)$/,
  http: /^(request|get)$/,
  https: /^(request|get)$/,
  dgram: /^createSocket$/,
  process: /^(exit|kill|abort|send)$/,
};

/** A call that does it: the place that says so is in the function itself or in one that it calls. */
interface Found {
  readonly text: string;
  readonly at: Place;
}

export class Effects {
  readonly #build: Build;
  readonly #known = new Map<FunctionDescriptor, Found | undefined>();

  constructor(build: Build) {
    this.#build = build;
  }

  /** Adds to each patched function what its old code does. */
  of(module: ModuleDescriptor, functions: readonly FunctionPatch[]): FunctionPatch[] {
    return functions.map((patch) => {
      const fn = module.functions.find(({ id }) => id === patch.old);
      const effect = fn && this.#find(module, fn);
      return effect === undefined ? patch : { ...patch, effect };
    });
  }

  /** The first effect of a function's calls, and the points at which it may have happened. */
  #find(module: ModuleDescriptor, fn: FunctionDescriptor): Effect | undefined {
    const inside = this.#inside({ module, fn });
    if (inside !== undefined) return { ...inside, points: fn.points.map(({ id }) => id) };
    const sources = fn.points.flatMap((point) => {
      const found = this.#ofPoint({ module, fn }, point);
      return found === undefined ? [] : [{ point, found }];
    });
    const [first] = sources;
    if (first === undefined) return undefined;
    const from = Math.min(first.point.id, ...loopsAround(fn.tree, first.point.id));
    return { ...first.found, points: fn.points.flatMap(({ id }) => (id >= from ? [id] : [])) };
  }

  /** The first effect in a function, or in one that is made inside it. */
  #of({ module, fn }: ProgramFunction): Found | undefined {
    if (this.#known.has(fn)) return this.#known.get(fn);
    this.#known.set(fn, undefined); // a recursion has no effects but those that are found elsewhere
    let found = this.#inside({ module, fn });
    for (const point of fn.points) found ??= this.#ofPoint({ module, fn }, point);
    this.#known.set(fn, found);
    return found;
  }

  /** A function that is made inside may be called at any time. */
  #inside({ module, fn }: ProgramFunction): Found | undefined {
    for (const inner of module.functions) {
      const found = inner.parent === fn.index ? this.#of({ module, fn: inner }) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #ofPoint({ module, fn }: ProgramFunction, { text, place }: PointDescriptor): Found | undefined {
    if (text === undefined) return undefined;
    const callee = plain(text);
    const [from, name] = this.#sourceOf(module, callee);
    if (from !== undefined && KNOWN[from]?.test(name) === true) return { text: callee, at: place };
    const called = findCallee({ module, fn }, callee, this.#build);
    return called && this.#of(called);
  }

  /** Module of Node and name there: `writeFileSync`, `fs.writeFileSync`, and (CommonJS) `node_fs_1.writeFileSync`. */
  #sourceOf(module: ModuleDescriptor, callee: string): readonly [from: string | undefined, name: string] {
    const [head = "", ...rest] = callee.split(".");
    const variable = module.variables.find(({ name }) => name === head);
    if (variable === undefined) return ["", callee];
    const [specifier, imported] = variable.from ?? [commonJsSpecifier(head), "*"];
    if (specifier === undefined) return [undefined, callee];
    const isWhole = imported === "*" || imported === "default";
    return [specifier.replace(/^node:/, ""), [...(isWhole ? [] : [imported]), ...rest].join(".")];
  }
}

/** TypeScript names what it requires by the specifier. */
function commonJsSpecifier(name: string): string | undefined {
  const [, stem] = /^(\w+)_\d+$/.exec(name) ?? [];
  if (stem === "ts_updatable") return "ts-updatable";
  return stem?.replace(/^node_/, "").replace(/^fs_promises$/, "fs/promises");
}

/** Points of the loops around a point, in which what comes before it comes after it as well. */
function loopsAround(tree: readonly StatementDescriptor[], point: number): number[] {
  return tree.flatMap((statement) => {
    const all = pointsOf(statement);
    if (!all.includes(point)) return [];
    return /^(For|While|Do)/.test(statement.kind) ? all : loopsAround(statement.blocks.flat(), point);
  });
}

const pointsOf = ({ points, blocks }: StatementDescriptor): number[] => [...points, ...blocks.flat().flatMap(pointsOf)];

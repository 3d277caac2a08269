// Where a closure that was made before an update gets the variables that its new code captures.
import { type FunctionDescriptor, type LocalDescriptor, type ModuleDescriptor, showPlace } from "../../runtime/contract/build.js";
import type { CaptureSource } from "../../runtime/contract/patch.js";
import type { TypeComparer } from "./compare-types.js";
import type { FunctionMatch } from "./match-functions.js";
import { type Fits, findRenamed } from "./match-renamed.js";

/** For each capture of the new function its source, or why there is none. */
export type CaptureMatch = { readonly sources: readonly CaptureSource[] } | { readonly code: string; readonly why: string };

type Found = CaptureSource | { readonly code: string; readonly why: string };

/** Variables of functions that correspond in two builds of a module. */
export class CaptureMatcher {
  readonly #old: ModuleDescriptor;
  readonly #new: ModuleDescriptor;
  /** Old function of a new one. */
  readonly #before = new Map<number, FunctionDescriptor>();

  /** Whether a value of the old type can be used as one of the new. */
  readonly fits: Fits;

  constructor(old: ModuleDescriptor, next: ModuleDescriptor, match: FunctionMatch, types: TypeComparer) {
    this.#old = old;
    this.#new = next;
    this.fits = (before, after) => types.fits(before.type, after.type);
    for (const pair of match.pairs) this.#before.set(pair.new.index, pair.old);
  }

  /** Whether a closure's captures mean the same, one by one: then equal text is equal code. */
  areSame(old: FunctionDescriptor, next: FunctionDescriptor): boolean {
    const keys = (fn: FunctionDescriptor): string =>
      fn.captures
        .map((index) => fn.locals[index])
        .map((local) => (local?.role === "cells" ? "cells" : `${local?.name} ${local?.storage}`))
        .join();
    return keys(old) === keys(next);
  }

  match(old: FunctionDescriptor, next: FunctionDescriptor): CaptureMatch {
    const sources: CaptureSource[] = [];
    if (next.usesThis === true && old.usesThis !== true && next.form === "arrow")
      return {
        code: "CAPTURE_MISSING",
        why: `it now uses \`this\` of the function around it, which closures made before the update (${showPlace(old.place)}) do not hold`,
      };
    for (const index of next.captures) {
      const wanted = next.locals[index] as LocalDescriptor;
      const found = wanted.role === "cells" ? this.#cells(old, wanted) : this.#variable(old, next, wanted);
      if ("code" in found) return found;
      sources.push(found);
    }
    return { sources };
  }

  /** The cells of the call of a new function, among what an old function holds. */
  #cells(old: FunctionDescriptor, wanted: LocalDescriptor): CaptureSource {
    const index = this.cellsIn(old, wanted.name, old.captures);
    return index === undefined ? { kind: "none" } : { kind: "held", index };
  }

  /** Position of the cells named in the new build, in a list of an old function's locals. */
  cellsIn(old: FunctionDescriptor, name: string, indexes: readonly number[]): number | undefined {
    const owner = this.#before.get(ownerOf(name));
    const found =
      owner === undefined ? -1 : indexes.findIndex((i) => old.locals[i]?.role === "cells" && ownerOf(old.locals[i].name) === owner.index);
    return found < 0 ? undefined : found;
  }

  #variable(old: FunctionDescriptor, next: FunctionDescriptor, wanted: LocalDescriptor): Found {
    const owner = declarer(this.#new, next, wanted);
    const before = owner && this.#before.get(owner.index);
    const index = this.#held(old, wanted, before, owner);
    const held = index === undefined ? undefined : (old.locals[old.captures[index] as number] as LocalDescriptor);
    if (index === undefined || held === undefined) return this.#added(old, wanted, before, owner);
    if (held.storage === wanted.storage || wanted.storage === "value") return { kind: "held", index };
    return (
      this.#shared(old, wanted, owner, { from: index }) ?? {
        code: "CAPTURE_SHARED",
        why: `\`${wanted.name}\` is now reassigned (${showPlace(wanted.place)}), and closures made before the update hold only its value (${showPlace(held.place)}). Put what changes into an object that they share`,
      }
    );
  }

  /** Place of the variable among what the old stub hands over: by its name, or by the name it had. */
  #held(
    old: FunctionDescriptor,
    wanted: LocalDescriptor,
    before: FunctionDescriptor | undefined,
    owner: FunctionDescriptor | undefined,
  ): number | undefined {
    const byName = (name: string): number =>
      old.captures.findIndex((i) => {
        const local = old.locals[i] as LocalDescriptor;
        return local.role === "capture" && local.name === name && declarer(this.#old, old, local)?.index === before?.index;
      });
    const same = byName(wanted.name);
    if (same >= 0) return same;
    const renamed = before === undefined || owner === undefined ? undefined : findRenamed(before, owner, this.fits).get(wanted.name);
    const found = renamed?.isCertain === true ? byName(renamed.local.name) : -1;
    return found < 0 ? undefined : found;
  }

  /** A variable that closures made before do not hold: it begins with its initialiser, once for each call that made such closures. */
  #added(
    old: FunctionDescriptor,
    wanted: LocalDescriptor,
    before: FunctionDescriptor | undefined,
    owner: FunctionDescriptor | undefined,
  ): Found {
    const existed = before?.locals.find((local) => local.name === wanted.name && local.role !== "temporary");
    const isConstant = existed?.storage === "value" && existed.alone === true && wanted.storage === "value";
    if (owner !== undefined && wanted.alone === true && (existed === undefined || isConstant)) {
      const source = this.#shared(old, wanted, owner, { owner: owner.index });
      if (source !== undefined) return source;
    }
    const renamed = before === undefined || owner === undefined ? undefined : findRenamed(before, owner, this.fits).get(wanted.name);
    const place = `(${showPlace(wanted.place)})`;
    if (renamed !== undefined)
      return {
        code: "CAPTURE_RENAMED",
        why: `the variable \`${renamed.local.name}\` (${showPlace(renamed.local.place)}) seems to be \`${wanted.name}\` now ${place}: whether that is the same value cannot be told, so keep the name`,
      };
    return {
      code: "CAPTURE_MISSING",
      why: `it now uses \`${wanted.name}\` of the function around it ${place}, which closures made before the update (${showPlace(old.place)}) do not hold${reasonOf(existed, wanted)}`,
    };
  }

  /** Whether a function inside captures a variable of this function. */
  isCaptured(fn: FunctionDescriptor, local: LocalDescriptor): boolean {
    return this.#new.functions.some((inner) =>
      inner.captures.some((index) => {
        const capture = inner.locals[index] as LocalDescriptor;
        return (
          capture.name === local.name && showPlace(capture.place) === showPlace(local.place) && declarer(this.#new, inner, capture) === fn
        );
      }),
    );
  }

  /** Whether closures of a call can find a variable of it in the call's cells. */
  isShareable(fn: FunctionDescriptor, local: LocalDescriptor): boolean {
    return local.repeated !== true && namesakes(fn, local.name).length === 1 && this.isCaptured(fn, local);
  }

  /** Through the cells of the call that declares it, where a closure holds those and a call has one such variable. */
  #shared(
    old: FunctionDescriptor,
    wanted: LocalDescriptor,
    owner: FunctionDescriptor | undefined,
    value: { from: number } | { owner: number },
  ): CaptureSource | undefined {
    const isSingle = owner !== undefined && wanted.repeated !== true && namesakes(owner, wanted.name).length === 1;
    const cells = isSingle ? this.cellsIn(old, `$E${owner.index}`, old.captures) : undefined;
    return cells === undefined ? undefined : { kind: "cell", cells, name: wanted.name, ...value };
  }
}

const namesakes = (fn: FunctionDescriptor, name: string): LocalDescriptor[] =>
  fn.locals.filter((local) => local.name === name && (local.role === "local" || local.role === "parameter"));

/** The index of the function whose cells have this name. */
export const ownerOf = (cells: string): number => Number(cells.slice(2));

/** The function around a closure that declares a variable which it captures. */
function declarer(module: ModuleDescriptor, fn: FunctionDescriptor, capture: LocalDescriptor): FunctionDescriptor | undefined {
  for (let at = module.functions[fn.parent]; at !== undefined; at = module.functions[at.parent])
    if (namesakes(at, capture.name).some(({ place }) => showPlace(place) === showPlace(capture.place))) return at;
  return undefined;
}

function reasonOf(existed: LocalDescriptor | undefined, wanted: LocalDescriptor): string {
  if (existed !== undefined) return ": its value was lost with the calls that made them. Use a variable that they hold already";
  if (wanted.repeated === true) return ": it is declared in a loop, so that one call has many of it. Declare it outside of the loop";
  if (wanted.alone !== true) return ": its initialiser cannot be computed by itself. Give it a constant one";
  return "";
}

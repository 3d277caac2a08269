// All versions that work is pinned to, or may still be.
import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { ModuleDescriptor } from "../contract/build.js";
import type { Stale } from "../contract/protocol.js";
import { undoIfFails } from "../journal.js";
import { codeOf } from "../load/code.js";
import type { Module } from "../registry.js";
import { WeakGroup } from "../weak-group.js";
import type { Lineage } from "./lineage.js";
import type { Work } from "./work.js";
import { leftIn, World } from "./world.js";

/** Where a piece of work was met for the first time since its version was replaced. */
export type PinnedPlace = Pick<Stale, "function" | "at">;

interface Pinned {
  readonly work: WeakRef<Work>;
  readonly world: World;
  readonly place: PinnedPlace;
}

/** What one update changes, as far as older versions have to keep it. */
export interface Replacement {
  /** Number of the update; older versions keep what it replaces. */
  readonly order: number;
  /** The version that it replaces. */
  readonly from: { readonly version: string; readonly order: number };
  readonly modules: readonly { readonly module: Module; readonly exports: ModuleDescriptor["exports"] }[];
  readonly changed: readonly Lineage[];
  readonly added: readonly Lineage[];
  readonly names: readonly (readonly [module: Module, name: string])[];
  /** Why a version before the update cannot run beside it. */
  readonly conflict: string | undefined;
}

export class Worlds {
  /** The version in force, once somebody asked for it. */
  #inForce: World | undefined;
  /** The version that the process was started in stays alive: its code is there anyway. */
  #first: World | undefined;
  readonly #alive = new WeakGroup<World>();
  readonly #pinned = new Set<Pinned>();
  /** Called when a version is alive no longer. */
  onForgotten: () => void = () => undefined;
  readonly #gone = new FinalizationRegistry<undefined>(() => this.onForgotten());
  /** When work is over nobody says so: what carries its pin is garbage then. */
  readonly #ended = new FinalizationRegistry<undefined>(() => this.sweep());

  /** The version in force; it stays what it is when another follows. */
  inForce(version: string, order: number): World {
    if (this.#inForce?.order !== order) {
      const world = new World(version, order);
      this.add(world);
      this.#inForce = world;
    }
    return this.#inForce;
  }

  add(world: World): void {
    this.#gone.register(world, undefined);
    this.#alive.add(world);
  }

  /** The newest version of that name that is alive. */
  find(version: string): World | undefined {
    return this.alive().findLast((world) => world.version === version);
  }

  alive(): World[] {
    return this.#alive.living();
  }

  /** Another version is about to come into force: those that are alive keep what it replaces. Returns what undoes it. */
  replace(replacement: Replacement): () => void {
    const { from, order } = replacement;
    this.#first ??= this.inForce(from.version, from.order);
    const inForce = this.#inForce;
    const undo = [
      (): void => {
        this.#inForce = inForce;
      },
    ];
    const older = this.alive().filter((world) => world.order < order);
    undoIfFails(
      () => takeBack(undo),
      () => {
        for (const world of older) keepIn(world, replacement, undo);
      },
    );
    this.#inForce = undefined;
    return () => takeBack(undo);
  }

  /**
   * Calls that are suspended in the code of a version stay part of it: they are met when they go on, because their slots are filled, and
   * later calls run in copies of that code. Throws what linking throws. Returns what undoes it.
   * @param suspendable functions of which a call can be suspended
   */
  leave(world: World, modules: Iterable<Module>, suspendable: Iterable<Lineage>): () => void {
    const left = [...modules].flatMap((module) =>
      module.holders().filter((holder) => !leftIn.has(holder) && (codeOf.get(holder)?.order ?? 0) <= world.order),
    );
    for (const holder of left) leftIn.set(holder, world);
    const undo = [
      (): void => {
        for (const holder of left) leftIn.delete(holder);
      },
    ];
    undoIfFails(
      () => takeBack(undo),
      () => {
        for (const lineage of suspendable) undo.push(lineage.relink());
        tryPin(world, undo);
      },
    );
    return () => takeBack(undo);
  }

  /** The same for calls of some functions only, all of which the update replaces: later calls of them run its code. */
  leaveCalls(world: World, functions: Iterable<Lineage>): () => void {
    const undo: (() => void)[] = [];
    undoIfFails(
      () => takeBack(undo),
      () => {
        for (const lineage of functions) undo.push(lineage.leaveCalls(world));
        if (world.conflict === undefined) tryPin(world, undo);
      },
    );
    return () => takeBack(undo);
  }

  /** Pins work to a version for as long as anything carries it. */
  pin(work: Work, world: World, place: PinnedPlace): Work {
    work.world = world;
    world.pin(1);
    this.#pinned.add({ work: new WeakRef(work), world, place });
    this.#ended.register(work, undefined);
    return work;
  }

  /** Versions that no work is pinned to any more need no look at every call. */
  sweep(): void {
    for (const entry of this.#pinned) {
      if (entry.work.deref() !== undefined) continue;
      this.#pinned.delete(entry);
      entry.world.pin(-1);
    }
  }

  /** Versions that work is pinned to. */
  pinned(): string[] {
    return [...this.#pinned].map(({ world }) => world.version);
  }

  /**
   * Work that is pinned, by place. Where there is some, garbage is collected first: until then, work that is over counts as well.
   * @param to whether work counts that has chosen the version in force
   */
  list(to: "older" | "any"): Stale[] {
    if (this.#pinned.size === 0) return [];
    collectGarbage();
    this.sweep();
    const counted = [...this.#pinned].filter(({ world }) => to === "any" || world !== this.#inForce);
    const byPlace = Map.groupBy(counted, ({ world, place }) => `${world.version} ${place.function} ${place.at}`);
    return [...byPlace.values()].map((same) => {
      const [{ place, world }] = same as [Pinned];
      const why = `it is work of version ${world.version} and is pinned to it, with all that it calls and starts`;
      return { ...place, count: same.length, why };
    });
  }
}

function keepIn(world: World, { changed, added, names, modules, conflict }: Replacement, undo: (() => void)[]): void {
  for (const lineage of changed) undo.push(world.keep(lineage, lineage.code));
  for (const lineage of added) undo.push(world.keep(lineage, null));
  for (const [module, name] of names) undo.push(world.keepName(module, name));
  for (const { module, exports } of modules) undo.push(world.keepExports(module, exports));
  const before = world.conflict;
  world.conflict ??= conflict;
  undo.push(() => {
    world.conflict = before;
  });
}

/** What cannot be linked is to be found out now, not when the first call is met that belongs to the version. */
function tryPin(world: World, undo: (() => void)[]): void {
  world.pin(1);
  let isTried = false;
  undo.push(() => {
    if (!isTried) world.pin(-1);
  });
  world.pin(-1);
  isTried = true;
}

/** The newest step first. */
function takeBack(undo: (() => void)[]): void {
  for (const step of undo.splice(0).reverse()) step();
}

let collect: (() => void) | undefined;
let collectedAt = Number.NEGATIVE_INFINITY;
/** An update that waits for pinned work asks again and again. */
const COLLECT_MS = 100;

function collectGarbage(): void {
  if (performance.now() - collectedAt < COLLECT_MS) return;
  if (collect === undefined) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
    setFlagsFromString("--no-expose-gc");
  }
  collect();
  collectedAt = performance.now();
}

// Regions of work that run at one version: an update waits for them, and new ones wait for the update.
import { types } from "node:util";
import { showPlace } from "./contract/build.js";
import type { Stale } from "./contract/protocol.js";
import type { Location } from "./load/code.js";
import { placeOfPoint } from "./plan/places.js";
import { captureCaller, type Position } from "./plan/stack.js";
import { currentWork, Work, within } from "./versions/work.js";

interface Region {
  readonly label: string | undefined;
  /** Not even a deadline ends the waiting for it. */
  readonly noUpdate: boolean;
  /** Where `transaction` was called. */
  readonly at: Position;
  /** All that it does and starts. */
  readonly work: Work;
}

export interface RegionOptions {
  readonly label?: string | undefined;
  readonly noUpdate?: boolean | undefined;
}

type Locate = (file: string, line: number, column: number) => Location | undefined;

class Regions {
  readonly #active = new Set<Region>();
  /** Places whose regions gave promises: those that are begun there may be put off. */
  readonly #asynchronous = new Set<string>();
  /** Closed while an update waits for regions to end. */
  #gate: { readonly open: () => void; readonly opened: Promise<void> } | undefined;
  /** Called when the last active region has ended. */
  onFree: () => void = () => undefined;

  /**
   * Runs `fn` as a region. While an update waits, one that is known to be asynchronous and is not part of a region already starts after
   * the update: otherwise regions that overlap would keep it waiting for ever.
   */
  run<T>(fn: () => T, { label, noUpdate = false }: RegionOptions, caller: (...args: never) => unknown): T {
    const outer = currentWork();
    const around = outer?.region;
    if (isWithin(outer) && (around?.noUpdate === true || !noUpdate)) return fn();
    const work = isWithin(outer) ? outer.part({ noUpdate }) : new Work(undefined, { region: { noUpdate } });
    const region: Region = { label, noUpdate, at: captureCaller(caller), work };
    if (around !== undefined) return this.#enter(fn, region);
    const gate = this.#gate;
    if (gate === undefined || !(types.isAsyncFunction(fn) || this.#asynchronous.has(keyOf(region)))) return this.#enter(fn, region);
    return gate.opened.then(() => this.#enter(fn, region)) as T;
  }

  #enter<T>(fn: () => T, region: Region): T {
    this.#active.add(region);
    let result: T;
    try {
      result = within(region.work, fn);
    } catch (error) {
      this.#leave(region);
      throw error;
    }
    if (types.isPromise(result)) this.#leaveAfter(result, region);
    else this.#leave(region);
    return result;
  }

  #leaveAfter(result: Promise<unknown>, region: Region): void {
    this.#asynchronous.add(keyOf(region));
    const leave = (): void => this.#leave(region);
    result.then(leave, leave);
  }

  #leave(region: Region): void {
    this.#active.delete(region);
    if (this.#active.size === 0) this.onFree();
  }

  hold(): void {
    if (this.#gate !== undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = { open: resolve, opened: promise };
  }

  release(): void {
    this.#gate?.open();
    this.#gate = undefined;
  }

  /** Pins the active regions that are not pinned yet. */
  pinAll(locate: Locate, pin: (work: Work, place: Stale) => void): void {
    for (const region of this.#active) if (region.work.world === undefined) pin(region.work, describe(region, locate));
  }

  /** The active regions that no pin keeps at their version (or that hold whatever comes), grouped by where they were begun. */
  blockers(locate: Locate, which: "all" | "no-update" = "all"): Stale[] {
    const holds = ({ noUpdate, work }: Region): boolean => noUpdate || (which === "all" && work.world === undefined);
    const byPlace = Map.groupBy(
      [...this.#active].filter(holds).map((region) => describe(region, locate)),
      ({ at, function: name }) => `${at} ${name}`,
    );
    return [...byPlace.values()].map((same) => ({ ...(same[0] as Stale), count: same.length }));
  }

  get isFree(): boolean {
    return this.#active.size === 0;
  }
}

/** What is part of a region, or of work whose version the program has chosen, begins no other. */
const isWithin = (work: Work | undefined): work is Work => work?.region !== undefined || work?.isChosen === true;

export const regions = new Regions();

const keyOf = ({ at: { file, line, column } }: Region): string => `${file}:${line}:${column}`;

function describe(region: Region, locate: Locate): Stale {
  const { label, at, noUpdate } = region;
  const location = locate(at.file, at.line, at.column);
  const fn = location?.code.functions[location.fn];
  return {
    function: label ?? fn?.id ?? "transaction",
    at: location === undefined || fn === undefined ? keyOf(region) : showPlace(placeOfPoint(fn, location.point)),
    count: 1,
    why: `a transaction${label === undefined ? "" : ` "${label}"`} that runs at one version is not over${noUpdate ? ", and no deadline ends it" : ""}`,
  };
}

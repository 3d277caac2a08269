// While asynchronous state transformers run: calls that were suspended wait where they go on, and whatever else enters the program is noticed.

import { type FunctionDescriptor, showPlace } from "../contract/build.js";
import type { Holder } from "../contract/emitted.js";
import type { Stale } from "../contract/protocol.js";
import { endHere } from "../frames/ending.js";
import type { RebuiltFrame, SavedFrame } from "../frames/frames.js";
import { goOnWith, type Moved } from "../frames/rebuild.js";
import { goOnLate, staysInItsVersion } from "../frames/suspended.js";
import { codeOf, type Location, type Slot } from "../load/code.js";
import { allModules } from "../registry.js";
import { setPending } from "../slots.js";
import { signal, state } from "../state.js";
import type { History } from "../versions/history.js";
import { Lineage } from "../versions/lineage.js";
import { stretchWires } from "./tripwire.js";

export class Hold {
  readonly #history: History;
  #gate = Promise.withResolvers<void>();
  readonly #armed = new Set<Holder>();
  #takeWires: (() => void) | undefined;
  #isDisturbed = false;
  /** What has disturbed a run, by its place. */
  readonly #disturbances = new Map<string, Stale>();

  constructor(history: History) {
    this.#history = history;
  }

  get disturbances(): readonly Stale[] {
    return [...this.#disturbances.values()];
  }

  /** Whether something has run since `watch`. */
  get isDisturbed(): boolean {
    return this.#isDisturbed;
  }

  get isOn(): boolean {
    return this.#armed.size > 0 || this.#takeWires !== undefined;
  }

  /** From now on nothing of the program runs unnoticed. */
  watch(): void {
    this.#history.refresh();
    for (const module of allModules()) for (const holder of module.holders()) if (canSuspend(holder)) this.#arm(holder);
    this.#isDisturbed = false;
    this.#takeWires = stretchWires(this.#emptySlots(), ({ fn }) => this.disturb(fn));
  }

  /** What runs from now on changes nothing any more. */
  unwatch(): void {
    this.#takeWires?.();
    this.#takeWires = undefined;
  }

  /** @param by what the program entered; a module that is being loaded has no function to name */
  disturb(by: Pick<FunctionDescriptor, "id" | "place">): void {
    if (this.#takeWires === undefined) return;
    this.unwatch();
    this.#isDisturbed = true;
    const at = showPlace(by.place);
    const count = (this.#disturbances.get(at)?.count ?? 0) + 1;
    this.#disturbances.set(at, {
      function: by.id,
      at,
      count,
      why: "it ran beside asynchronous state transformers, which therefore run again",
    });
  }

  /** Throws the signal where the frame can wait: it goes on, in the version that is in force then, when the hold ends. */
  keep(holder: Holder, fn: number, point: number, value: unknown): void {
    const code = codeOf.get(holder);
    const of = code?.functions[fn];
    if (state.saving || code === undefined || of === undefined) return;
    const { kind } = of;
    if (kind === "sync" || kind === "generator" || staysInItsVersion(holder, fn) || !this.#canKeep({ code, fn, point }, of))
      return this.disturb(of);
    state.saving = true;
    state.save = {
      expected: [fn],
      saved: [],
      inTrampoline: false,
      bottom: kind,
      deliver: () => value,
      finish: ([saved]) => [this.#waitingFrame({ code, fn, point }, saved as SavedFrame, kind, () => value)],
    };
    throw signal;
  }

  /** A frame in whose place its code cannot be entered must go on at once. */
  #canKeep({ code, fn, point }: Location, { unmovable }: FunctionDescriptor): boolean {
    if (point === 0 || unmovable !== undefined) return false;
    try {
      return this.#history.unitsOf(code).unit(fn).resume !== undefined;
    } catch {
      return false;
    }
  }

  /** Its driver takes what it returns for the frame's next incarnation. */
  #waitingFrame(at: Location, saved: SavedFrame, kind: "async" | "async-generator", deliver: () => unknown): RebuiltFrame {
    const opened = this.#gate.promise;
    const next = (): Moved => {
      let given = deliver;
      const end = (): void => {
        given = endHere;
      };
      return goOnWith(kind, [goOnLate(at, saved, (code) => this.#history.unitsOf(code), end)], () => given());
    };
    const resume =
      kind === "async"
        ? async (): Promise<Moved> => {
            await opened;
            return next();
          }
        : // biome-ignore lint/correctness/useYield: it only waits
          async function* (): AsyncGenerator<never, Moved> {
            await opened;
            return next();
          };
    return { ...saved, resume, point: at.point, construction: "never" };
  }

  /** All that waits goes on, in the order in which it came. */
  end(): void {
    this.unwatch();
    for (const holder of this.#armed) setPending(holder, false);
    this.#armed.clear();
    this.#gate.resolve();
    this.#gate = Promise.withResolvers<void>();
  }

  #arm(holder: Holder): void {
    setPending(holder, true);
    this.#armed.add(holder);
  }

  #emptySlots(): Slot[] {
    const lineages = new Set(this.#history.files().flatMap((file) => file.lineages));
    return [...lineages].flatMap((lineage) => (lineage instanceof Lineage ? lineage.emptySlots() : []));
  }
}

/** Only code that can be suspended looks at the flag when it goes on. */
const canSuspend = (holder: Holder): boolean => codeOf.get(holder)?.functions.some(({ kind }) => kind !== "sync") === true;

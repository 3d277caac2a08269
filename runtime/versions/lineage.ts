// One function through all its versions: the slots that lead to its newest code.

import type { FunctionDescriptor } from "../contract/build.js";
import type { EnteredFunction, Holder, Unit } from "../contract/emitted.js";
import { asGiven, type Given, planCaptures } from "../frames/captures.js";
import type { TakenStep } from "../frames/way.js";
import { type CodeFile, codeOf, type Slot, type SlotOwner } from "../load/code.js";
import { readSlot, type SlotValue, writeSlot } from "../slots.js";
import { joinSteps } from "./steps.js";
import type { Timeline } from "./timeline.js";
import { currentWork, iteratorWithin, unpinned, type Work } from "./work.js";
import { type Dispatched, type FunctionCode, leaveCalls, leftIn, type World } from "./world.js";

/** The history of a function, told by one of its codes. */
export function findLineage(code: CodeFile, fn: number): Lineage | undefined {
  const owner = code.lineages[fn];
  return owner instanceof Lineage ? owner : undefined;
}

/** What stands between a class that makes an object and the code of its constructor. */
export interface Maker {
  readonly beginsAnew: boolean;
  readonly begin: (object: object) => void;
}

/** A slot as a lineage keeps it: code that nothing else holds any more is gone. */
interface WeakSlot extends Omit<Slot, "holder"> {
  readonly holder: WeakRef<Holder>;
}

export class Lineage implements SlotOwner, Dispatched {
  #slots: WeakSlot[] = [];
  /** Newest code; undefined while that in which it began is the newest. */
  current: FunctionCode | undefined;
  readonly #origin: FunctionCode;
  /** What all stubs that capture nothing lead to, with the unit that it was made by. */
  #entered: { readonly unit: Unit; readonly value: EnteredFunction } | undefined;
  #pins = 0;
  /** For a constructor: the class, which may have to give new objects other fields than its own code does. */
  maker: Maker | undefined;
  /** Every change so far, oldest first. */
  #steps: readonly TakenStep[] = [];
  /** Number of the update since which the function has its newest code. */
  #since: number;
  readonly #timeline: Timeline;

  constructor(timeline: Timeline, since: number, origin: FunctionCode) {
    this.#timeline = timeline;
    this.#since = since;
    this.#origin = origin;
  }

  /** Newest code. */
  get code(): FunctionCode {
    return this.current ?? this.#origin;
  }

  /** Code of an older version that is linked late must lead to the newest at once. */
  addSlot(slot: Slot): void {
    this.#slots.push({ ...slot, holder: new WeakRef(slot.holder) });
    const code = codeOf.get(slot.holder);
    const isOlder = code === undefined || this.stepsAfter(code).length > 0;
    if (this.#pins > 0) setSlot(slot, this.#valueOf(slot));
    else if (this.current !== undefined && !this.isNewest(slot.version) && isOlder) setSlot(slot, this.slotValue(slot));
  }

  pin(by: 1 | -1): void {
    const before = this.#pins > 0;
    this.#pins += by;
    if (this.#pins > 0 === before) return;
    try {
      this.refresh();
    } catch (error) {
      this.#pins -= by;
      throw error;
    }
  }

  /** The code that was linked so far is left to the calls that run it; later ones get a copy. Returns what undoes it. */
  relink(): () => void {
    this.code.units.forget(this.code.fn.index);
    return this.refresh();
  }

  /** Every stub leads where it has to lead now, or (where linking throws) where it led before. Returns what undoes it. */
  refresh(): () => void {
    const undo = this.#keepSlots();
    try {
      this.#writeSlots();
    } catch (error) {
      undo();
      throw error;
    }
    return undo;
  }

  #writeSlots(): void {
    for (const slot of this.#livingSlots()) setSlot(slot, this.#valueOf(slot));
  }

  /** Returns what puts back where stubs lead. Those that were linked since lead where they have to by then. */
  #keepSlots(): () => void {
    const before = this.#livingSlots().map((slot) => [slot, getSlot(slot)] as const);
    return () => {
      const known = new Set(before.map(([{ holder }]) => holder));
      for (const slot of this.#livingSlots()) if (!known.has(slot.holder)) setSlot(slot, this.#valueOrOwn(slot));
      for (const [slot, value] of before) setSlot(slot, value);
    };
  }

  #valueOrOwn(slot: Slot): SlotValue | null {
    try {
      return this.#valueOf(slot);
    } catch {
      return null;
    }
  }

  /** Null where a stub's own code is what it leads to: led to itself, it would go on for ever. */
  #valueOf(slot: Slot): SlotValue | null {
    const { units, fn } = this.code;
    if (!units.has(fn.index)) return null;
    if (this.#pins > 0 && slot.isEntry !== true) return this.#dispatcher(slot);
    return this.#isOwn(slot) ? null : this.slotValue(slot);
  }

  /** Whether the stub belongs to the newest code. A version can be loaded twice: forth, back, and forth again. */
  #isOwn({ holder, fn }: Slot): boolean {
    const code = codeOf.get(holder);
    // What can be suspended was linked anew for later calls, so that earlier ones are met when they go on.
    if (code === undefined || (fn.kind !== "sync" && leftIn.has(holder))) return false;
    const last = this.#steps.at(-1);
    return last === undefined || last.units === code || code.order > last.order;
  }

  findStub(holder: Holder): FunctionDescriptor | undefined {
    return this.#slots.find((slot) => slot.holder.deref() === holder)?.fn;
  }

  isNewest(version: string): boolean {
    return this.#timeline.orderOf(version) >= this.#since;
  }

  /** The newest version does not have the function: all its code is old. Returns what undoes it. */
  retire(): () => void {
    const since = this.#since;
    this.#since = Number.POSITIVE_INFINITY;
    return () => {
      this.#since = since;
    };
  }

  /** The code of these holders is not to come into force. */
  removeSlots(holders: WeakSet<Holder>): void {
    this.#slots = this.#slots.filter((slot) => !isAlive(slot) || !holders.has(slot.holder.deref() as Holder));
  }

  /** The changes that code of an older version has not followed yet. */
  stepsAfter(code: CodeFile): TakenStep[] {
    return this.#steps.filter((step) => step.order > code.order);
  }

  /** New code comes into force: every slot of older code leads to it, or (where it throws) none. Returns what undoes it. */
  replace(step: TakenStep): () => void {
    const { units, next: fn } = step;
    const [before, current, since, steps] = [this.code, this.current, this.#since, this.#steps];
    const restore = this.#keepSlots();
    const undo = (): void => {
      this.current = current;
      this.#steps = steps;
      this.#since = since;
      restore();
    };
    this.#steps = [...steps, step];
    this.current = { units, fn };
    this.#entered = undefined;
    this.#since = step.order;
    try {
      before.units.forget(before.fn.index);
      this.#writeSlots();
    } catch (error) {
      undo();
      throw error;
    }
    return undo;
  }

  /** Forgets code that is dead, and what only its frames could have needed. */
  clear(): void {
    if (!this.#slots.every(isAlive)) this.#slots = this.#slots.filter(isAlive);
    if (this.#steps.length < 2) return;
    this.#steps = joinSteps(this.#steps, [...this.#livingOrders(), ...this.#timeline.inUse()]);
  }

  /** Numbers of the updates whose code is alive. */
  #livingOrders(): number[] {
    const orders: number[] = [];
    for (const { holder: ref } of this.#slots) {
      const holder = ref.deref();
      const order = holder && codeOf.get(holder)?.order;
      if (order !== undefined) orders.push(order);
    }
    return orders;
  }

  /** Calls that are suspended in its code up to a version are to end there. Returns what undoes it. */
  leaveCalls(world: World): () => void {
    const left = this.#livingSlots().filter(({ holder }) => (codeOf.get(holder)?.order ?? 0) <= world.order);
    const undo = left.map(({ holder, fn }) => leaveCalls(holder, fn.index, world));
    return () => {
      for (const step of undo) step();
    };
  }

  /** Slots of its newest code. */
  emptySlots(): Slot[] {
    return this.#livingSlots().filter((slot) => getSlot(slot) === null);
  }

  #livingSlots(): Slot[] {
    const living: Slot[] = [];
    // Spelled out: there may be one for each update since V8 last collected garbage, and spreading them takes ten times as long.
    for (const { holder: ref, fn, version, isEntry } of this.#slots) {
      const holder = ref.deref();
      if (holder !== undefined) living.push({ holder, fn, version, isEntry });
    }
    return living;
  }

  /** What a stub finds in its slot: the new function, or (where it captures variables) what makes it from the stub's captures. */
  slotValue(slot: Slot, link: "unit" | "entry" = "unit"): SlotValue {
    const { units, fn } = this.code;
    if (slot.fn.captures.length > 0) {
      const code = codeOf.get(slot.holder);
      const given = planCaptures(slot.fn, code === undefined ? [] : this.stepsAfter(code));
      if (units.linked !== "now")
        return (captures: readonly unknown[]): EnteredFunction => beginning(this.maker, units[link](fn.index).enter(given(captures)));
      return this.#make(units[link](fn.index), given);
    }
    if (fn.captures.length > 0) throw new Error(`\`${fn.id}\` captures variables, and closures made before the update hold none`);
    return units.linked === "now"
      ? beginning(this.maker, this.#enter(units[link](fn.index)))
      : enterWhenCalled(slot, () => units[link](fn.index));
  }

  /** Called at each call of an old closure: with nothing in between, V8 makes neither the list of captures nor the function. */
  #make({ enter }: Unit, given: Given): Unit["enter"] {
    const { maker } = this;
    if (maker?.beginsAnew === true) return (captures) => beginning(maker, enter(given(captures)));
    return given === asGiven ? enter : (captures) => enter(given(captures));
  }

  #enter(unit: Unit): EnteredFunction {
    if (this.#entered?.unit !== unit) this.#entered = { unit, value: unit.enter([]) };
    return this.#entered.value;
  }

  /** What a stub finds in its slot while some work is pinned to a version in which the function had other code. */
  #dispatcher(slot: Slot): SlotValue {
    const inForce = this.slotValue(slot, "entry");
    const since = codeOf.get(slot.holder)?.order ?? 0;
    if (slot.fn.captures.length > 0) {
      const make = inForce as Unit["enter"];
      return (captures: readonly unknown[]): EnteredFunction => this.#find(slot, since, captures) ?? make(captures);
    }
    const find = (): EnteredFunction => this.#find(slot, since, []) ?? (inForce as EnteredFunction);
    return function (this: unknown, ...args: unknown[]): unknown {
      return Reflect.apply(find(), this, args);
    };
  }

  /**
   * The function as the work that calls has to see it; undefined for the code in force.
   * @param since number of the update that brought the stub
   */
  #find(slot: Slot, since: number, captures: readonly unknown[]): EnteredFunction | undefined {
    const work = currentWork();
    const code = work?.world?.codeOf(this);
    if (work?.world === undefined || code === undefined) return undefined;
    const { world } = work;
    // What newer work has made is no part of the older version: it runs as it was made.
    if (code === null || since > world.order) return work.isChosen ? undefined : this.#unpinned(slot, captures);
    const entered = code.fn.captures.length === 0 ? world.entered(this) : this.#enterPinned(slot, captures, world, code);
    return inWork(work, beginning(this.maker, entered), code);
  }

  #enterPinned(slot: Slot, captures: readonly unknown[], world: World, { step }: FunctionCode): EnteredFunction {
    const made = codeOf.get(slot.holder);
    const taken = made === undefined ? [] : this.stepsAfter(made).filter(({ order }) => order <= world.order);
    const steps = step === undefined ? taken : [...taken, step];
    return world.unitOf(this).enter(planCaptures(slot.fn, steps)(captures));
  }

  #unpinned(slot: Slot, captures: readonly unknown[]): EnteredFunction {
    const value = this.slotValue(slot, "entry");
    const entered = slot.fn.captures.length > 0 ? (value as Unit["enter"])(captures) : (value as EnteredFunction);
    return function (this: unknown, ...args: unknown[]): unknown {
      return unpinned(() => Reflect.apply(entered, this, args));
    };
  }
}

/** The code of a generator runs when it is asked for a value, by whatever work asks. */
function inWork(work: Work, entered: EnteredFunction, { fn }: FunctionCode): EnteredFunction {
  if (fn.kind === "sync" || fn.kind === "async") return entered;
  return function (this: unknown, ...args: unknown[]): unknown {
    return iteratorWithin(work, Reflect.apply(entered, this, args) as object);
  };
}

/** A constructor of a class whose objects begin otherwise than its own code makes them. */
function beginning(maker: Maker | undefined, entered: EnteredFunction): EnteredFunction {
  if (maker?.beginsAnew !== true) return entered;
  const { begin } = maker;
  return function (this: unknown, ...args: unknown[]): unknown {
    begin(this as object);
    return Reflect.apply(entered, this, args);
  };
}

/** Links a function at its first call. */
function enterWhenCalled(slot: Slot, link: () => Unit): EnteredFunction {
  const first: EnteredFunction = function (this: unknown, ...args: unknown[]): unknown {
    const entered = link().enter([]);
    if (getSlot(slot) === first) setSlot(slot, entered);
    return Reflect.apply(entered, this, args);
  };
  return first;
}

const isAlive = ({ holder }: WeakSlot): boolean => holder.deref() !== undefined;

const getSlot = ({ holder, fn }: Slot): SlotValue | null => readSlot(holder, fn.index);
const setSlot = ({ holder, fn }: Slot, value: SlotValue | null): void => writeSlot(holder, fn.index, value);

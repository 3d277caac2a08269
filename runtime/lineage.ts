// One function through all its versions: the slots that lead to its newest code.

import { planCaptures } from "./captures.js";
import { type CodeFile, codeOf, type Slot, type SlotOwner, type UnitFile } from "./code.js";
import type { FunctionDescriptor } from "./contract/build.js";
import type { EnteredFunction, Holder } from "./contract/emitted.js";
import { type SlotValue, slotsOf } from "./registry.js";
import { joinSteps } from "./steps.js";
import type { Timeline } from "./timeline.js";
import type { TakenStep } from "./way.js";

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

export class Lineage implements SlotOwner {
  #slots: WeakSlot[] = [];
  /** Newest code; undefined while the base build's own is the newest. */
  current: { readonly units: UnitFile; readonly fn: FunctionDescriptor } | undefined;
  /** For a constructor: the class, which may have to give new objects other fields than its own code does. */
  maker: Maker | undefined;
  /** Every change so far, oldest first. */
  #steps: readonly TakenStep[] = [];
  /** Number of the update since which the function has its newest code. */
  #since: number;
  readonly #timeline: Timeline;

  constructor(timeline: Timeline, since: number) {
    this.#timeline = timeline;
    this.#since = since;
  }

  /** Code of an older version that is linked late must lead to the newest at once. */
  addSlot(slot: Slot): void {
    this.#slots.push({ ...slot, holder: new WeakRef(slot.holder) });
    const code = codeOf.get(slot.holder);
    const isOlder = code === undefined || this.stepsAfter(code).length > 0;
    if (this.current !== undefined && !this.isNewest(slot.version) && isOlder) writeSlot(slot, this.slotValue(slot));
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
    const slots = this.#livingSlots();
    const before = slots.map((slot) => [slot, readSlot(slot)] as const);
    const [current, since, steps] = [this.current, this.#since, this.#steps];
    const undo = (): void => {
      this.current = current;
      this.#steps = steps;
      this.#since = since;
      for (const [slot, value] of before) writeSlot(slot, value);
    };
    this.#steps = [...steps, step];
    this.current?.units.forget(this.current.fn.index);
    this.current = { units, fn };
    this.#since = step.order;
    // Its own stubs must stay empty, or it would lead to itself for ever.
    try {
      for (const [slot] of before) writeSlot(slot, isOwn(slot, units) ? null : this.slotValue(slot));
    } catch (error) {
      undo();
      throw error;
    }
    return undo;
  }

  /** Forgets code that is dead, and what only its frames could have needed. */
  clear(): void {
    if (this.#slots.every(isAlive)) return;
    this.#slots = this.#slots.filter(isAlive);
    this.#steps = joinSteps(this.#steps, this.#livingSlots().flatMap(orderOf));
  }

  #livingSlots(): Slot[] {
    return this.#slots.flatMap((slot) => {
      const holder = slot.holder.deref();
      return holder === undefined ? [] : [{ ...slot, holder }];
    });
  }

  /** What a stub finds in its slot: the new function, or (where it captures variables) what makes it from the stub's captures. */
  slotValue(slot: Slot): SlotValue {
    const { units, fn } = this.current as { units: UnitFile; fn: FunctionDescriptor };
    if (slot.fn.captures.length > 0) {
      const code = codeOf.get(slot.holder);
      const given = planCaptures(slot.fn, code === undefined ? [] : this.stepsAfter(code));
      if (units.linked === "now") units.unit(fn.index);
      return (captures: readonly unknown[]): EnteredFunction => beginning(this.maker, units.unit(fn.index).enter(given(captures)));
    }
    if (fn.captures.length > 0) throw new Error(`\`${fn.id}\` captures variables, and closures made before the update hold none`);
    return units.linked === "now" ? beginning(this.maker, units.unit(fn.index).enter([])) : enterWhenCalled(slot, units, fn.index);
  }
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
function enterWhenCalled(slot: Slot, units: UnitFile, fn: number): EnteredFunction {
  const first: EnteredFunction = function (this: unknown, ...args: unknown[]): unknown {
    const entered = units.unit(fn).enter([]);
    if (readSlot(slot) === first) writeSlot(slot, entered);
    return Reflect.apply(entered, this, args);
  };
  return first;
}

/** Whether a stub belongs to the very file that holds the new code. A version can be loaded twice: forth, back, and forth again. */
const isOwn = (slot: Slot, units: UnitFile): boolean => units.holders.has(slot.holder);

const isAlive = ({ holder }: WeakSlot): boolean => holder.deref() !== undefined;

const orderOf = ({ holder }: Slot): readonly number[] => {
  const order = codeOf.get(holder)?.order;
  return order === undefined ? [] : [order];
};

const readSlot = (slot: Slot): SlotValue | null => slotsOf(slot.holder, slot.fn.index)[`f${slot.fn.index}`] ?? null;
const writeSlot = (slot: Slot, value: SlotValue | null): void => {
  slotsOf(slot.holder, slot.fn.index)[`f${slot.fn.index}`] = value;
};

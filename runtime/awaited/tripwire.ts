// Notices that code of the program is entered, for a while and at no cost afterwards.
import type { Slot } from "../load/code.js";
import { slotsOf } from "../slots.js";

/**
 * Every stub reads its slot first: a slot that is a getter tells. Filling the slots with functions instead would need a second copy of each
 * function to go on in, and leave slots that V8 does not fold any more.
 * @param slots empty ones: their own code is the newest
 * @returns what takes the wires away
 */
export function stretchWires(slots: readonly Slot[], entered: (slot: Slot) => void): () => void {
  const wires = slots.map((slot) => ({ page: slotsOf(slot.holder, slot.fn.index), name: `f${slot.fn.index}`, slot }));
  for (const { page, name, slot } of wires) {
    const get = (): null => {
      entered(slot);
      return null;
    };
    Object.defineProperty(page, name, { get, enumerable: true, configurable: true });
  }
  return () => {
    for (const { page, name } of wires)
      Object.defineProperty(page, name, { value: null, writable: true, enumerable: true, configurable: true });
    for (const page of new Set(wires.map((wire) => wire.page))) refold(page);
  };
}

/**
 * V8 keeps an object whose properties were redefined as a dictionary, until it serves as a prototype; from then on its properties count as
 * never written, so that code reads them as constants again. (`test/runtime/refold.test.ts`)
 */
export function refold(object: object): void {
  // biome-ignore lint/complexity/useArrowFunction: an arrow function makes no objects
  const Made = function (): void {};
  Made.prototype = object;
  void (Reflect.construct(Made, []) as { readonly pending?: unknown }).pending;
}

// Notices that code of the program is entered, for a while and at no cost once the update is over.
import type { Slot } from "../load/code.js";
import { unwatchSlot, watchSlot } from "../slots.js";

/**
 * Every stub reads its slot first: a slot that is a getter tells. Filling the slots with functions instead would need a second copy of each
 * function to go on in.
 * @param slots empty ones: their own code is the newest
 * @returns what takes the wires away
 */
export function stretchWires(slots: readonly Slot[], entered: (slot: Slot) => void): () => void {
  for (const slot of slots) watchSlot(slot.holder, slot.fn.index, () => entered(slot));
  return () => {
    for (const { holder, fn } of slots) unwatchSlot(holder, fn.index);
  };
}

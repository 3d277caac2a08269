// Where the slots of functions are within a holder.
import { type EnteredFunction, type Holder, pageOf, type Unit } from "./contract/emitted.js";

export type SlotValue = EnteredFunction | Unit["enter"];

/** The object of a holder in which a function's slot is. */
export function slotsOf(holder: Holder, fn: number): Record<string, SlotValue | null> {
  const page = pageOf(fn);
  const pages = holder as unknown as Record<string, Record<string, SlotValue | null>>;
  return page === 0 ? (pages as unknown as Record<string, SlotValue | null>) : (pages[`p${page}`] as Record<string, SlotValue | null>);
}

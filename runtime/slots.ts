// Writes what stubs and update points look at. It stands in the prototype of their holder, so that V8 can take it for constant after each update.
import type { EnteredFunction, Holder, Unit } from "./contract/emitted.js";
import { KnownMap } from "./known-collections.js";
import { holderMethods } from "./state.js";
import { WeakGroup } from "./weak-group.js";

/** The newest code of a function: null (or nothing) where the stub's own code is that. */
export type SlotValue = EnteredFunction | Unit["enter"];

/** Slots of changed functions, by `f` and the function's number; by `c`, what code that calls it past its stub finds. */
type Slots = Record<`f${number}` | `c${number}`, SlotValue | null>;

/**
 * Slots in one object: V8 keeps one of up to about 1,000 properties in the form whose reads it can fold. Those of functions with greater
 * numbers are in the objects behind it.
 */
const SLOTS_PER_PAGE = 500;

interface Page extends Slots {
  pending?: boolean;
}

const methods: object = holderMethods;
const above = (object: object): Page => Object.getPrototypeOf(object) as Page;
const makePage = (next: object): Page => Object.create(next) as Page;

/** Seen by all code at once. What was written is slower to read until {@link settle}. */
export function writeSlot(holder: Holder, fn: number, value: SlotValue | null): void {
  findPage(holder, fn)[`f${fn}`] = value;
  written.add(holder);
  callsPast
    .get(holder)
    ?.get(fn)
    ?.living()
    .forEach((call) => {
      lead(call, value);
    });
}

/** `$h.c4` of code that calls a function past its stub. */
interface DirectCall {
  readonly holder: Holder;
  readonly fn: number;
  /** The function whose stub it is; null where the code that calls has it at hand. */
  readonly itself: EnteredFunction | null;
}

/** By the holder and the number of a stub, the calls past it. */
const callsPast = new WeakMap<Holder, Map<number, WeakGroup<DirectCall>>>();
/** Each lives as long as the code that calls. */
const callsOf = new WeakMap<Holder, DirectCall[]>();

/** From now on a call leads where a stub leads, or to the function itself (an empty `$h.c4` if that is not given); without a stub always to that. */
export function linkCall(call: DirectCall, stub: { readonly holder: Holder; readonly fn: number } | undefined): void {
  lead(call, stub === undefined ? null : readSlot(stub.holder, stub.fn));
  if (stub === undefined) return;
  callsOf.set(call.holder, (callsOf.get(call.holder) ?? []).concat(call));
  const ofHolder = callsPast.get(stub.holder) ?? new KnownMap<number, WeakGroup<DirectCall>>();
  callsPast.set(stub.holder, ofHolder);
  const calls = ofHolder.get(stub.fn) ?? new WeakGroup();
  ofHolder.set(stub.fn, calls);
  calls.add(call);
}

function lead({ holder, fn, itself }: DirectCall, value: SlotValue | null): void {
  findPage(holder, fn)[`c${fn}`] = value ?? itself;
  written.add(holder);
}

export const readSlot = (holder: Holder, fn: number): SlotValue | null => (holder as unknown as Slots)[`f${fn}`] ?? null;

/** The slot tells who reads it, until {@link unwatchSlot}. */
export function watchSlot(holder: Holder, fn: number, onRead: () => void): void {
  const get = (): null => {
    onRead();
    return null;
  };
  Object.defineProperty(findPage(holder, fn), `f${fn}`, { get, enumerable: true, configurable: true });
}

export function unwatchSlot(holder: Holder, fn: number): void {
  delete findPage(holder, fn)[`f${fn}`];
  written.add(holder);
}

/**
 * For a while every slot shows something else.
 * @returns what ends it
 */
export function showSlots(holder: Holder, find: (fn: number) => SlotValue): () => void {
  const page = above(holder);
  const get = (_: Page, name: string | symbol): unknown =>
    typeof name === "string" && /^f\d+$/.test(name) ? find(Number(name.slice(1))) : Reflect.get(page, name);
  Object.setPrototypeOf(holder, new Proxy(page, { get }));
  return () => {
    Object.setPrototypeOf(holder, page);
  };
}

/** Whether update points of this code call the engine. */
export function setPending(holder: Holder, pending: boolean): void {
  if (holder.pending === pending) return;
  above(holder).pending = pending;
  written.add(holder);
}

/** Holders that were written since V8 could last take what they show for constant. */
const written = new WeakGroup<Holder>();

/** What is in force now is constant again: stubs cost nothing, and V8 can inline what slots lead to. */
export function settle(): void {
  // Not for-of: the program may have an array iterator of its own.
  written.take().forEach((holder) => {
    replacePages(holder, pagesOf(holder).length);
  });
}

/** A constructor of a derived class writes a slot at each call: nothing is made here. */
function findPage(holder: Holder, fn: number): Page {
  const number = Math.floor(fn / SLOTS_PER_PAGE);
  let page = above(holder);
  for (let left = number; left > 0 && page !== methods; left--) page = above(page);
  if (page !== methods) return page;
  replacePages(holder, number + 1);
  return findPage(holder, fn);
}

function pagesOf(holder: Holder): readonly Page[] {
  const pages: Page[] = [];
  for (let page = above(holder); page !== methods; page = above(page)) pages.push(page);
  return pages;
}

/**
 * Copies of the pages, and empty ones up to `count`: properties of an object count as never written when it becomes a prototype. The pages that
 * are left are frozen, so that V8 gives up what it compiled by them: a loop that runs now and calls nothing would not notice the new prototype.
 * (`test/runtime/holder.test.ts`)
 */
function replacePages(holder: Holder, count: number): void {
  const left = pagesOf(holder);
  let first: object = methods;
  for (let number = count - 1; number >= 0; number--) first = copyPage(left[number] ?? {}, first);
  Object.setPrototypeOf(holder, first);
  left.forEach((page) => {
    clearPage(page);
    Object.freeze(page);
  });
}

/** V8 goes on holding it: the hidden class that a holder had leads to its prototype, and the one that it has leads to the one before. */
function clearPage(page: Page): void {
  Object.keys(page).forEach((name) => {
    delete page[name as keyof Page];
  });
}

function copyPage(page: Page, next: object): Page {
  const copy = makePage(next);
  Object.keys(page).forEach((name) => {
    const property = Object.getOwnPropertyDescriptor(page, name) as PropertyDescriptor;
    if (property.value !== null) Object.defineProperty(copy, name, property);
  });
  return copy;
}

// The objects of one class through all updates: which of them follow when, each update once per object.

import { Refusal } from "../refusal.js";
import { show } from "../show.js";
import { type Conversion, computeValues, convert, type Kept, ownProperties, type Properties, replaces, restore } from "./conversion.js";
import type { FieldPlace } from "./field-place.js";
import { isPrototype } from "./heap.js";
import { createField } from "./own-field.js";
import { createPrivateStore, type PrivateStore } from "./private-store.js";

export type Undo = () => void;

/** A step that objects follow: what it does, and whether it waited for their first touch. */
interface Step extends Conversion {
  readonly strategy: "lazy" | "eager";
}

/** The user's own order in which objects follow. */
export interface Choice {
  /** What becomes of objects that it leaves. */
  readonly rest: "lazy" | "none";
  run(objects: readonly object[], convert: (object: object) => void): void;
}

/** Where the heap is searched; one update searches for each class at most once. */
export interface ObjectFinder {
  find(prototype: object): readonly object[];
}

/** How many updates an object has followed is written into it, but only where some may wait: otherwise all have followed all. */
interface Followed {
  readonly steps: PrivateStore<number>;
  /** For objects that nothing was written into. */
  readonly others: number;
  /** Objects that have followed the newest step. */
  touched: number;
}

export class Instances {
  readonly #prototype: object;
  #steps: readonly Step[] = [];
  #followed: Followed | undefined;
  /** Keys that objects may still hold although a lazy update took them away. */
  #ghosts: ReadonlySet<PropertyKey> = new Set();
  /** Properties of the prototype that convert an object at its first touch. */
  readonly #doors = new Set<PropertyKey>();
  /** Values of fields that a closed object cannot be given. */
  readonly #aside = createPrivateStore<Map<PropertyKey, unknown>>();

  constructor(prototype: object) {
    this.#prototype = prototype;
  }

  /** A new version comes into force. Returns what undoes it; throws, with everything undone, where an object cannot follow. */
  advance(conversion: Conversion, strategy: "lazy" | "eager" | Choice, finder: ObjectFinder): Undo {
    const haunted = conversion.fields.some((f) => f.value !== undefined && this.#ghosts.has(f.place.key));
    const choice = typeof strategy === "object" ? strategy : undefined;
    const wanted = choice === undefined ? strategy : choice.rest === "lazy" ? "lazy" : "eager";
    const step: Step = { ...conversion, strategy: haunted || wanted === "eager" ? "eager" : "lazy" };
    if (step.strategy === "eager") return this.#convertAll(step, finder, choice);
    const undo = this.#wait(step);
    return choice === undefined ? undo : this.#convertSome(choice, finder, undo);
  }

  /** The newest version is taken back. */
  retreat(back: Conversion, finder: ObjectFinder): Undo {
    const last = this.#steps.at(-1);
    if (last === undefined) throw new Error("there is no version of these objects to go back to");
    const undo = this.#remember();
    const count = this.#steps.length - 1;
    const isBehind = (object: object): boolean => this.#followed !== undefined && this.#followedBy(object) <= count;
    if (last.strategy === "lazy") this.#closeDoors(last);
    const journal = new Journal(undo);
    const isUntouched = last.strategy === "lazy" && this.#followed?.touched === 0;
    for (const object of isUntouched ? [] : finder.find(this.#prototype)) {
      if (isBehind(object)) continue;
      journal.keep(object, [back]);
      journal.guard(() => convert(object, back, last.kept.get(object) ?? nothingKept));
      this.#followed?.steps.set(object, count);
    }
    this.#steps = this.#steps.slice(0, -1);
    // Whether objects have followed the version before is not known any more.
    if (this.#followed !== undefined) this.#followed = { ...this.#followed, others: Math.min(this.#followed.others, count), touched: 1 };
    return journal.undo;
  }

  /** A new object has been made with the fields of the newest version. */
  noteNew(object: object): void {
    if (this.#followed !== undefined) this.#note(object, this.#followed);
  }

  #note(object: object, followed: Followed): void {
    followed.steps.set(object, this.#steps.length);
    followed.touched++;
  }

  #followedBy(object: object): number {
    return this.#followed === undefined ? this.#steps.length : (this.#followed.steps.get(object) ?? this.#followed.others);
  }

  #remember(): Undo {
    const [steps, followed, ghosts, doors] = [this.#steps, this.#followed && { ...this.#followed }, this.#ghosts, this.#openedDoors()];
    return () => {
      this.#steps = steps;
      this.#followed = followed;
      this.#ghosts = ghosts;
      for (const key of this.#doors) if (!doors.has(key)) Reflect.deleteProperty(this.#prototype, key);
      this.#doors.clear();
      for (const [key, descriptor] of doors) {
        Object.defineProperty(this.#prototype, key, descriptor);
        this.#doors.add(key);
      }
    };
  }

  #openedDoors(): Properties {
    return new Map([...this.#doors].map((key) => [key, Object.getOwnPropertyDescriptor(this.#prototype, key) as PropertyDescriptor]));
  }

  // --- all at once

  #convertAll(step: Step, finder: ObjectFinder, choice: Choice | undefined): Undo {
    const undo = this.#remember();
    const journal = new Journal(undo);
    const missed = this.#steps;
    const found = finder.find(this.#prototype);
    const bring = (object: object): void => {
      const steps = [...missed.slice(this.#followedBy(object)), step];
      journal.keep(object, steps);
      for (const each of steps) convert(object, each);
    };
    journal.guard(() => {
      if (choice === undefined) for (const object of found) bring(object);
      else convertByChoice(choice, found, bring, step);
    });
    this.#steps = [...missed, step];
    this.#followed = undefined;
    this.#ghosts = new Set();
    for (const key of this.#doors) Reflect.deleteProperty(this.#prototype, key);
    this.#doors.clear();
    return journal.undo;
  }

  // --- at the first touch

  /** What the user's own order leaves waits; it may be asked for later, when the update is in force. */
  #convertSome(choice: Choice, finder: ObjectFinder, undo: Undo): Undo {
    const journal = new Journal(undo);
    let isInForce = false;
    journal.guard(() =>
      choice.run(finder.find(this.#prototype), (object) => {
        checkIsOne(object, this.#prototype);
        if (!isInForce) journal.keep(object, this.#steps.slice(this.#followedBy(object)));
        this.follow(object);
      }),
    );
    isInForce = true;
    return journal.undo;
  }

  #wait(step: Step): Undo {
    const undo = this.#remember();
    this.#followed = {
      steps: this.#followed?.steps ?? createPrivateStore<number>(),
      others: this.#followed?.others ?? this.#steps.length,
      touched: 0,
    };
    this.#steps = [...this.#steps, step];
    const removed = step.fields.filter((f) => f.value === undefined).map((f) => f.place.key);
    this.#ghosts = new Set([...this.#ghosts, ...removed]);
    for (const key of removed) if (this.#doors.delete(key)) Reflect.deleteProperty(this.#prototype, key);
    for (const { place, value } of step.fields) if (value !== undefined) this.#openDoor(place.key);
    return undo;
  }

  /** On the prototype: objects that have followed hold the field themselves, and never come here. */
  #openDoor(key: PropertyKey): void {
    const instances = this;
    Object.defineProperty(this.#prototype, key, {
      configurable: true,
      enumerable: false,
      get(this: unknown): unknown {
        return instances.#read(this, key);
      },
      set(this: unknown, value: unknown): void {
        instances.#write(this, key, value);
      },
    });
    this.#doors.add(key);
  }

  #closeDoors(step: Step): void {
    for (const { place, value } of step.fields) {
      const { key } = place;
      if (value === undefined) this.#ghosts = new Set([...this.#ghosts].filter((ghost) => ghost !== key));
      else if (this.#doors.delete(key)) Reflect.deleteProperty(this.#prototype, key);
    }
  }

  #read(self: unknown, key: PropertyKey): unknown {
    const object = this.#objectOf(self);
    if (object === undefined) return undefined;
    this.follow(object);
    return Object.hasOwn(object, key) ? Reflect.get(object, key) : this.#aside.get(object)?.get(key);
  }

  #write(self: unknown, key: PropertyKey, value: unknown): void {
    const object = this.#objectOf(self);
    if (object !== undefined) this.follow(object);
    const receiver = self as object;
    const own = object === undefined ? undefined : Object.getOwnPropertyDescriptor(receiver, key);
    if (own?.writable === false || (own === undefined && !Object.isExtensible(receiver)))
      throw new TypeError(`Cannot assign to read only property '${String(key)}' of object`);
    if (own === undefined) createField(key)(receiver, value);
    else Reflect.set(receiver, key, value);
  }

  /** The object that the class made: `self`, or (for an object made from it by `Object.create`) what that inherits from. */
  #objectOf(self: unknown): object | undefined {
    if ((typeof self !== "object" && typeof self !== "function") || self === null) return undefined;
    let made: object | undefined;
    for (let at: object | null = self; at !== null && !isPrototype(at); at = Object.getPrototypeOf(at) as object | null) made = at;
    return made;
  }

  /** A waiting object may follow at any time. */
  follow(object: object): void {
    const followed = this.#followed;
    const done = this.#followedBy(object);
    if (followed === undefined || done === this.#steps.length) return;
    this.#note(object, followed);
    for (const step of this.#steps.slice(done)) {
      if (Object.isExtensible(object)) convertOpen(object, step);
      else this.#convertClosed(object, step);
    }
  }

  /** A closed object keeps what it has; its new fields stand beside it. */
  #convertClosed(object: object, step: Step): void {
    const aside = this.#aside.get(object) ?? new Map<PropertyKey, unknown>();
    const values = computeValues(object, step);
    step.fields.forEach(({ place: { key }, value }, index) => {
      if (value !== undefined && !Object.hasOwn(object, key)) aside.set(key, values[index]);
    });
    this.#aside.set(object, aside);
  }
}

/** Of an object that was made since. */
const nothingKept: Kept = { properties: new Map(), hidden: new Map() };

/** Each object once, in the user's own order, and none is left: no touch would be noticed. */
function convertByChoice({ run }: Choice, found: readonly object[], bring: (object: object) => void, { owner }: Step): void {
  const left = new Set(found);
  run(found, (object) => {
    if (left.delete(object)) bring(object);
  });
  const [first] = left;
  if (first === undefined) return;
  throw new Refusal(
    "STRATEGY",
    `the strategy of class \`${owner}\` has left ${left.size} of ${found.length} objects as they were, such as ${show(first)}, whose fields cannot be converted later: call \`convert\` for each`,
  );
}

function checkIsOne(object: object, prototype: object): void {
  if (!Object.prototype.isPrototypeOf.call(prototype, object))
    throw new Error(`${show(object)} is no object of the class whose strategy this is`);
}

/** Fields that a lazy update takes away stay where nothing looks for them: taking them away would make each object slow. */
function convertOpen(object: object, step: Step): void {
  const values = computeValues(object, step);
  step.fields.forEach(({ place, value }, index) => {
    if (value !== undefined) place.define(object, values[index]);
  });
}

/** What objects were like before an update that may have to be undone. */
class Journal {
  readonly #undo: Undo[] = [];
  /** Objects that only get fields. */
  readonly #grown: object[] = [];
  #added: readonly FieldPlace[] = [];
  readonly undo: Undo;

  constructor(undo: Undo) {
    this.undo = () => {
      for (const object of this.#grown) for (const place of this.#added) place.remove(object);
      for (const step of this.#undo.reverse()) step();
      undo();
    };
  }

  /** @param steps what the object is about to follow */
  keep(object: object, steps: readonly Conversion[]): void {
    if (steps.length === 1 && steps[0] !== undefined && !replaces(object, steps[0])) {
      this.#added = steps[0].fields.map((f) => f.place);
      this.#grown.push(object);
      return;
    }
    const before = ownProperties(object);
    const hidden = steps.flatMap(({ fields }) => fields).filter(({ kind, place }) => kind === "converted" && place.is === "private");
    const values = hidden.map(({ place }) => [place, place.read(object)] as const);
    this.#undo.push(() => {
      restore(object, before);
      for (const [place, value] of values) place.define(object, value);
    });
  }

  /** Undoes all where a step throws. */
  guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.undo();
      throw error;
    }
  }
}

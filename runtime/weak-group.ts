// Objects that a group knows and does not keep alive, in the order in which they came.
import { KnownSet } from "./known-collections.js";

const FIRST_LOOK = 16;

export class WeakGroup<Member extends WeakKey> {
  readonly #known = new WeakMap<Member, WeakRef<Member>>();
  readonly #entries = new KnownSet<WeakRef<Member>>();
  /** With so many entries it is looked which of them are alive. */
  #nextLook = FIRST_LOOK;

  has(member: Member): boolean {
    return this.#known.has(member);
  }

  add(member: Member): void {
    if (this.#known.has(member)) return;
    if (this.#entries.size >= this.#nextLook) this.#nextLook = Math.max(FIRST_LOOK, 2 * this.living().length);
    const entry = new WeakRef(member);
    this.#known.set(member, entry);
    this.#entries.add(entry);
  }

  delete(member: Member): void {
    const entry = this.#known.get(member);
    if (entry !== undefined) this.#entries.delete(entry);
    this.#known.delete(member);
  }

  living(): Member[] {
    const living: Member[] = [];
    this.#entries.forEach((entry) => {
      const member = entry.deref();
      if (member === undefined) this.#entries.delete(entry);
      else living.push(member);
    });
    return living;
  }

  /** Leaves the group empty. */
  take(): Member[] {
    const living = this.living();
    living.forEach((member) => {
      this.delete(member);
    });
    return living;
  }
}

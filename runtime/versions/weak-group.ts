// Objects that a group knows and does not keep alive.
export class WeakGroup<Member extends WeakKey> {
  readonly #members = new WeakSet<Member>();
  #entries: readonly WeakRef<Member>[] = [];

  has(member: Member): boolean {
    return this.#members.has(member);
  }

  /** Returns what takes it out again. */
  add(member: Member): () => void {
    this.#entries = [...this.living().filter((known) => known !== member), member].map((known) => new WeakRef(known));
    this.#members.add(member);
    return () => {
      this.#members.delete(member);
      this.#entries = this.#entries.filter((entry) => entry.deref() !== member);
    };
  }

  living(): Member[] {
    return this.#entries.flatMap((entry) => entry.deref() ?? []);
  }
}

// A list that keeps nothing alive.

export class WeakList<T extends WeakKey> {
  readonly #known = new WeakSet<T>();
  #references: WeakRef<T>[] = [];

  add(item: T): void {
    if (this.#known.has(item)) return;
    this.#known.add(item);
    this.#references.push(new WeakRef(item));
  }

  /** What is in it and alive, each once; the list is empty then. */
  take(): T[] {
    const items = this.#references.flatMap((reference) => reference.deref() ?? []);
    this.#references = [];
    items.forEach((item) => {
      this.#known.delete(item);
    });
    return items;
  }
}

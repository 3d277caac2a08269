// What the computation is about: objects of classes that refer to each other in cycles, with private names, sealed, and shared.
export abstract class Part {
  static made = 0;
  static #names = new Map<string, Part>();
  readonly #id = ++Part.made;
  constructor(readonly name: string) {
    Part.#names.set(name, this);
  }
  static find(name: string): Part | undefined {
    return Part.#names.get(name);
  }
  get id(): number {
    return this.#id;
  }
}

export class Town extends Part {
  readonly roads = new Set<Town>();
  readonly #visits: number[] = [];
  lastBut: ((n: number) => number) | undefined;
  #note(n: number): number {
    return this.#visits.push(n);
  }
  visit(n: number): number {
    return this.#note(n) + this.roads.size;
  }
  later = (n: number): number => this.#visits.length * n;
}

export class Ledger extends Map<Town, { sum: number }> {
  rounds = 0n;
}

export enum Mood {
  calm = 1,
  keen,
}

export const origin: Town = new Town("origin");
export const ledger: Ledger = new Ledger();
export const fixed: Readonly<{ tag: symbol; when: Date; none: number }> = Object.freeze({
  tag: Symbol("tag"),
  when: new Date(86_400_000),
  none: -0,
});
export let mood: Mood = Mood.calm;

export function setMood(to: Mood): void {
  mood = to;
}

/** Closures that share a variable. */
export function makeCounter(): { readonly up: () => number; readonly now: () => number } {
  let count = 0;
  return { up: () => ++count, now: () => count };
}

// Variables that closures and frames share: which of the references to them lead to the same one.
import type { Reference } from "../contract/emitted.js";

class Mark {
  readonly box: object;

  constructor(box: object) {
    this.box = box;
  }
}

/** What stands for a variable while it is written. */
export interface Box {
  readonly value: unknown;
}

/**
 * Each frame and closure has references of its own, made of functions, that cannot be compared. So a variable that has been seen holds a mark
 * until {@link Boxes.restore}: whoever reads the mark leads to the same variable. No code of the program runs meanwhile.
 */
export class Boxes {
  readonly #seen: (readonly [Reference, value: unknown])[] = [];

  find(reference: Reference): Box {
    const value = read(reference);
    if (value instanceof Mark) return value.box as Box;
    const box: Box = { value };
    if (write(reference, new Mark(box))) this.#seen.push([reference, value]);
    return box;
  }

  restore(): void {
    for (const [reference, value] of this.#seen.splice(0)) reference.v = value;
  }
}

/** A variable above its declaration has no value. */
function read(reference: Reference): unknown {
  try {
    return reference.v;
  } catch {
    return undefined;
  }
}

/** A constant is the same in every copy. */
function write(reference: Reference, value: unknown): boolean {
  try {
    reference.v = value;
    return true;
  } catch {
    return false;
  }
}

// Writes into objects that other code has made, as a class writes into those that it makes: fast, and past whatever they inherit.

/** A constructor that returns what it is given: the fields of a class derived from it are defined on that very object. */
export class Identity {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for
    return object;
  }
}

export type DefineField = (object: object, value: unknown) => void;

/** Gives objects a field, also where their prototype has an accessor of that name. `Object.defineProperty` takes several times as long. */
export function createField(key: PropertyKey): DefineField {
  let given: unknown;
  class Field extends Identity {
    readonly [key] = given;
  }
  return (object, value) => {
    given = value;
    new Field(object);
    given = undefined;
  };
}

// Where an object keeps one of its fields: under a key that everybody sees, or under a private name.

import { createField, type DefineField } from "./own-field.js";
import type { PrivateName } from "./private-names.js";

export interface FieldPlace {
  /** Of a private name: a symbol under which nothing stands. */
  readonly key: PropertyKey;
  readonly is: "public" | "private";
  has(object: object): boolean;
  /** Undefined where it has none. */
  read(object: object): unknown;
  /** Gives the object the field, or a field that it has another value. */
  readonly define: DefineField;
  remove(object: object): void;
}

export const publicPlace = (key: PropertyKey): FieldPlace => ({
  key,
  is: "public",
  has: (object) => Object.hasOwn(object, key),
  read: (object) => Reflect.get(object, key) as unknown,
  define: createField(key),
  remove: (object) => void Reflect.deleteProperty(object, key),
});

/**
 * What a private name holds stays in the object, where nothing of a version without that name sees it.
 * @param witness a name that all objects of the class have, if there is one: what only inherits from its prototype gets none
 */
export const privatePlace = (name: string, { member, define, holds }: PrivateName, witness?: PrivateName): FieldPlace => ({
  key: Symbol(name),
  is: "private",
  has: holds,
  read: (object) => (holds(object) ? member.get(object) : undefined),
  define(object, value) {
    if (witness === undefined || witness.holds(object)) define(object, value);
  },
  remove: () => undefined,
});

// Keeps a value for an object inside the object itself, where nothing else can see it: as fast as a field, also for frozen objects.

import { Identity } from "./own-field.js";

export interface PrivateStore<Value> {
  has(object: object): boolean;
  get(object: object): Value | undefined;
  set(object: object, value: Value): void;
}

/** Unlike a `WeakMap` it costs the garbage collector nothing. */
export function createPrivateStore<Value>(): PrivateStore<Value> {
  class Store extends Identity {
    #value: Value | undefined;

    static has(object: object): boolean {
      return #value in object;
    }

    static get(object: object): Value | undefined {
      return #value in object ? (object as Store).#value : undefined;
    }

    static set(object: object, value: Value): void {
      if (!(#value in object)) new Store(object);
      (object as Store).#value = value;
    }
  }
  return Store;
}

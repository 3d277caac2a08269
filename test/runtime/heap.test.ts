// The search of the heap for objects that have to be converted.
import { expect, test } from "vitest";
import { findInstances } from "../../runtime/objects/heap.ts";

class Found {
  readonly kind = "found";
}

/** As it is for code that has no room left on its stack: what was found cannot be copied. */
function withoutCopy(action: () => void): string {
  const iterator = Array.prototype[Symbol.iterator];
  try {
    Array.prototype[Symbol.iterator] = function (this: unknown[]) {
      if (this[0] instanceof Found) throw new Error("no room");
      return Reflect.apply(iterator, this, []) as ArrayIterator<unknown>;
    };
    action();
    return "nothing was thrown";
  } catch (error) {
    return (error as Error).message;
  } finally {
    Array.prototype[Symbol.iterator] = iterator;
  }
}

test("what was found and cannot be handed over is an error, not an empty list", () => {
  const kept = [new Found(), new Found()];
  expect(findInstances(Found.prototype)).toHaveLength(kept.length);
  expect(withoutCopy(() => findInstances(Found.prototype))).toMatch(/^the heap could not be searched: Error: no room/);
  expect(findInstances(Found.prototype)).toHaveLength(kept.length);
});

// `{ __proto__ }` makes a property, `{ __proto__: x }` sets the prototype.
import { note, tick } from "../shared/tick.js";

function show(o: object): string {
  return `${Object.keys(o).join()} of ${Object.getPrototypeOf(o) === Object.prototype ? "an object" : "something else"}`;
}

function made(__proto__: { readonly name: string }): string {
  const property = { __proto__, more: tick(1) };
  const prototype = { __proto__: __proto__, more: tick(1) };
  const again = (): object => ({ __proto__, more: note("more", 2) });
  const change = (): void => {
    __proto__ = { name: "other" };
  };
  const before = tick(show(again()));
  change();
  return [show(property), show(prototype), before, show(again()), show({ __proto__: tick(__proto__), last: 1 })].join("; ");
}

function taken(o: object): unknown[] {
  let __proto__: unknown = note("first", 0);
  const read = (): unknown => __proto__;
  ({ __proto__ } = o as any);
  const first = tick(read() === Array.prototype);
  {
    const { __proto__, length } = tick(o) as any;
    return [first, (() => tick(__proto__ === Array.prototype))(), length];
  }
}

console.log(made({ name: "given" }));
console.log(taken([1, 2, 3]));

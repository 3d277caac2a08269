// Functions and classes of a module can be assigned by JavaScript, constants cannot: code that runs elsewhere does it to the module's own.
import { note, thrown, tick } from "../shared/tick.js";

function replaced(): string {
  // @ts-expect-error assigned function
  replaced = () => tick("second");
  return tick("first");
}

class Replaced {}

function replaceClass(): string {
  tick(0);
  // @ts-expect-error assigned class
  Replaced = tick(undefined);
  return String(Replaced);
}

const constant = tick(1);

function assignConstant(): void {
  tick(0);
  // @ts-expect-error assigned constant
  constant = tick(2);
}

function assignInPattern(): void {
  tick(0);
  // @ts-expect-error assigned constant
  [constant] = [tick(2)];
}

function assignImport(): void {
  tick(0);
  // @ts-expect-error assigned import
  note = tick(2);
}

console.log(replaced(), replaced());
console.log(replaceClass());
console.log(thrown(assignConstant).startsWith("TypeError"), thrown(assignInPattern).startsWith("TypeError"), constant);
console.log(thrown(assignImport).startsWith("TypeError"));

let named: unknown;
let other: unknown;
function nameFunctions(): string {
  ({ named = () => tick(1), other = class {} } = tick<{ named?: unknown; other?: unknown }>({}));
  return [named, other].map((value) => (value as { name: string }).name).join();
}
console.log(nameFunctions());

import { tick } from "../shared/tick.js";

function declared(_a: number, _b = 1, ..._c: number[]): void {}
const arrow = (_a: number, _b: number): number => tick(1);
const expression = (_a: number): void => {};
const named = function other(): string {
  return tick(other.name);
};
const patterns = ({ a }: { a: number }, [b]: number[]): number => tick(a + b!);
const restArrow = (..._all: number[]): void => {};
const { fromDefault = () => tick(1), renamed: target = class {} } = {} as { fromDefault?: () => number; renamed?: new () => object };
const object = {
  method(_a: number): void {},
  arrow: () => {},
  ["computed" + 1]: () => {},
  get accessor(): number {
    return 1;
  },
  [Symbol.iterator]: function* () {},
  async asynchronous(): Promise<void> {},
  anonymous: class {},
};
class Class {
  static staticMethod(_a: number): void {}
  field = (_x: number): void => {};
  method(_a: number, _b: number): void {}
  constructor(_a: number, _b: number, _c = 3) {}
}

function locals(): string {
  let hoisted = (): number => tick(1);
  const names = [hoisted.name];
  for (let i = 0; i < 1; i++) {
    const captured = (): number => i;
    let boxed = (): number => tick(i);
    const set = (): void => {
      boxed = () => i + captured();
    };
    tick(0);
    names.push(captured.name, boxed.name, set.name);
    set();
    names.push(boxed.name);
    boxed = () => 1;
    names.push(boxed.name);
    i += tick(0);
  }
  hoisted = () => 2;
  names.push(hoisted.name, hoisted().toString());
  const { inPattern = () => tick(1), ...others } = {} as { inPattern?: () => number };
  names.push(inPattern.name, Object.keys(others).join());
  {
    const hoisted = (): void => {};
    names.push(tick(hoisted.name));
    let klass = class {};
    const use = (): string => klass.name;
    klass = tick(klass);
    names.push(use());
  }
  const parameter = (f = () => tick(1)): string => f.name;
  let assigned: (() => void) | undefined;
  assigned ??= () => {};
  const get = (): string => assigned!.name;
  tick(0);
  names.push(parameter(), get());
  assigned = undefined;
  assigned ||= () => {};
  names.push(get());
  return names.join();
}

const all: (Function | undefined)[] = [
  declared,
  arrow,
  expression,
  named,
  patterns,
  restArrow,
  fromDefault,
  target,
  object.method,
  object.arrow,
  (object as never as { computed1: Function }).computed1,
  object[Symbol.iterator],
  object.asynchronous,
  object.anonymous,
  Class,
  Class.staticMethod,
  Class.prototype.method,
  new Class(1, 2).field,
];
console.log(
  all.map((f) => `${f!.name}/${f!.length}`).join(" "),
  Object.getOwnPropertyDescriptor(object, "accessor")?.get?.name,
  named(),
  locals(),
);
console.log(
  String(declared).startsWith("function declared("),
  (() => 1).name === "",
  new (class {})().constructor.name === "",
  [declared].map((f) => "prototype" in f),
  "prototype" in arrow,
  "prototype" in object.method,
);

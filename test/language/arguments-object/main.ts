import { tick } from "../shared/tick.js";

function plain(): string {
  tick(0);
  const list = [];
  for (let i = 0; i < arguments.length; i++) list.push(tick(arguments[i]));
  return list.join();
}

function changed(this: unknown, a: number, _b?: number): string {
  const before = arguments[0];
  arguments[0] = tick(100);
  a++;
  tick(0);
  return `${before} ${arguments[0]} ${a} ${arguments.length} ${[...arguments].join("|")} ${typeof arguments}`;
}

function inArrows(): string {
  const read = (i: number): unknown => tick(arguments[i]);
  const deep = () => () => arguments.length;
  tick(0);
  return `${read(0)} ${read(1)} ${deep()()} ${[1, 2].map((i) => arguments[i])}`;
}

function sameObject(): boolean {
  const first = arguments;
  tick(0);
  const second = arguments;
  for (const _ of [1]) tick(0);
  return first === second && (() => arguments === first)();
}

const withDefaults = function (a = tick(1), ...rest: number[]): string {
  return `${a} ${rest} ${arguments.length}`;
};

const object = {
  method(): number {
    return tick(arguments.length);
  },
};

function forwards(): string {
  return plain.apply(tick(null), arguments as never);
}

console.log((plain as Function)(1, 2, 3), (changed as Function)(1, 2, 3), (inArrows as Function)("x", "y"), (sameObject as Function)(1));
console.log(
  withDefaults(),
  withDefaults(undefined, 2),
  withDefaults(5, 6, 7),
  (object.method as Function)(1, 2),
  (forwards as Function)(7, 8),
);

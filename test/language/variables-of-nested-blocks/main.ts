// @ts-nocheck: JavaScript that TypeScript would not let pass
import { tick } from "../shared/tick.js";

function shadowed(x: number): string {
  const log: (number | string)[] = [x];
  {
    const x = tick("block");
    log.push(x);
    for (const x of [1, tick(2)]) {
      log.push(tick(x));
      {
        let x = "deep";
        x += tick("er");
        log.push(x);
      }
      log.push(x);
    }
    log.push(tick(x));
  }
  if (tick(true)) {
    let x = [0];
    x = x.concat(tick(1));
    log.push(x.length);
  }
  try {
    throw tick("thrown");
  } catch (x) {
    log.push(String(x));
    tick(0);
    log.push(`${x}`);
  }
  switch (tick(x)) {
    case 1: {
      const x = tick("case");
      log.push(x);
    }
  }
  log.push(x);
  return log.join();
}

function freshEachIteration(): string {
  const log: unknown[] = [];
  for (let i = 0; i < 3; i++) {
    let never;
    let maybe: number | undefined;
    log.push(never, maybe);
    tick(0);
    if (i === 1) maybe = i;
    never = i;
    tick(0);
    log.push(never, maybe);
  }
  return log.map(String).join();
}

function sameNameAsGlobal(): string {
  const log: string[] = [];
  {
    const Math = { max: () => "mine" };
    log.push(tick(Math.max()));
  }
  log.push(String(Math.max(1, tick(2))));
  {
    let undefinedLike: undefined;
    const JSON = undefinedLike;
    log.push(String(tick(JSON)));
  }
  log.push(JSON.stringify({ a: tick(1) }));
  return log.join();
}

function innerFunctionsUseOuterNames(): string {
  const name = "outer";
  const read = (): string => name;
  const log = [read()];
  {
    const name = tick("inner");
    const readInner = (): string => `${name}/${read()}`;
    log.push(readInner());
    {
      const name = tick("innermost");
      log.push(name, readInner(), read());
    }
  }
  return log.join();
}

var everywhere = tick("v");
function varsEverywhere(n: number): string {
  if (n > 0) {
    var a = tick(n);
    var a = a + 1;
  }
  for (var i = 0; i < n; i++) {
    var inner = tick(i);
    var keep;
    if (i === 0) keep = "kept";
  }
  for (var key in { p: 1, q: tick(2) }) var last = tick(key);
  for (var item of [tick(7)]) {
  }
  try {
    var inTry = tick("t");
  } finally {
    var inFinally = tick("f");
  }
  return [a, i, inner, keep, key, last, item, inTry, inFinally].map(String).join();
}

function varAndParameter(x: number | undefined, y: number): string {
  var x: number | undefined;
  var before = x;
  tick(0);
  var y: number = tick(y + 1);
  return `${before} ${y} ${arguments.length}`;
}

console.log(shadowed(1), freshEachIteration(), sameNameAsGlobal(), innerFunctionsUseOuterNames());
console.log(everywhere, varsEverywhere(2), varsEverywhere(0), varAndParameter(5, 6));

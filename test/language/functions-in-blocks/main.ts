import { tick } from "../shared/tick.js";

function hoisting(): string {
  const log = [before(), typeof inner];
  var inner: unknown;
  function before(): string {
    return tick("hoisted");
  }
  {
    log.push(block());
    tick(0);
    function block(): string {
      return tick(shared());
    }
    const shared = (): string => "first";
    log.push(block());
  }
  return log.join();
}

function hoistingSafe(): string {
  const log: unknown[] = [];
  const text = tick("text");
  {
    log.push(block());
    tick(0);
    log.push(block());
    function block(): string {
      return tick(text + log.length);
    }
  }
  for (let i = 0; i < 2; i++) {
    log.push(perIteration());
    tick(i);
    function perIteration(): string {
      return `i${tick(i)}`;
    }
    log.push(perIteration() === perIteration());
  }
  return log.join();
}

function identityIsKept(): boolean {
  function f(): void {}
  const first = f;
  tick(0);
  for (let i = 0; i < 2; i++) tick(i);
  return first === f;
}

function identityInLoops(): string {
  const all: (() => number)[] = [];
  for (let i = 0; i < 2; i++) {
    function g(): number {
      return i;
    }
    all.push(g);
    tick(i);
    all.push(g);
    const h = g;
    tick(i);
    if (h !== g) return "changed";
  }
  return all.map((f) => f()).join() + (all[0] === all[1]);
}

function mutual(n: number): boolean {
  return even(n);
  function even(n: number): boolean {
    return n === 0 ? true : odd(tick(n) - 1);
  }
  function odd(n: number): boolean {
    return n === 0 ? false : even(tick(n) - 1);
  }
}

function reassigned(): string {
  function f(): string {
    return "old";
  }
  const old = f();
  tick(0);
  // @ts-expect-error JavaScript allows it
  f = () => "new";
  tick(0);
  return old + f();
}

function withProperties(): string {
  function counter(): number {
    return ++counter.count;
  }
  counter.count = 0;
  tick(counter());
  tick(counter());
  return `${counter.count} ${counter.name}`;
}

let text = "";
try {
  text = hoisting();
} catch (error) {
  text = (error as Error).name;
}
console.log(text, hoistingSafe(), identityIsKept(), identityInLoops(), mutual(4), reassigned(), withProperties());

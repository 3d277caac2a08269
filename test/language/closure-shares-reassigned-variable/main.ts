import { tick } from "../shared/tick.js";

function counter(): string {
  let n = 0;
  const up = (): number => ++n;
  const down = (): number => --n;
  for (let i = 0; i < 3; i++) {
    tick(up());
    up();
    n += tick(10);
  }
  tick(down());
  n *= 2;
  return `${n} ${up()} ${n} ${down()}`;
}

function parameterShared(a: number, b = tick(a)): string {
  const set = (x: number): void => {
    a = x;
    b += x;
  };
  tick(a);
  set(7);
  tick(b);
  a++;
  return `${a} ${b}`;
}

function nested(): string {
  let x = 1;
  function outer(): () => number {
    let y = tick(x);
    const inner = (): number => {
      x += tick(y);
      y += tick(1);
      return x * 100 + y;
    };
    inner();
    y += 5;
    tick(y);
    return inner;
  }
  const one = outer();
  const two = outer();
  x += tick(1000);
  return [one(), two(), one(), x].join();
}

function varCaptured(): string {
  const get = (): string => `${v}${typeof w}`;
  const before = get();
  tick(0);
  var v = tick("v");
  var w = 1;
  for (var i = 0; i < 2; i++) tick(i);
  const last = (): number => i;
  i = tick(40) + i;
  return `${before} ${get()} ${last()} ${w}`;
}

function updatesAndLogic(): string {
  let n: number | undefined;
  const read = (): unknown => n;
  n ??= tick(3);
  n ||= tick(4);
  n &&= tick(5);
  const old = n++;
  tick(read());
  const pre = ++n;
  n **= tick(2);
  [n] = [tick(n) + 1];
  ({ n } = { n: n + 1 });
  return `${old} ${pre} ${n} ${read()}`;
}

function typeofAndShorthand(): string {
  let value = 1;
  const grow = (): void => void value++;
  tick(0);
  grow();
  tick(0);
  const copy = { value, other: value };
  grow();
  return `${typeof value} ${JSON.stringify(copy)} ${value} ${`${value}`} ${[value, ...[value]]}`;
}

function calledThroughVariable(this: unknown): string {
  let f = function (this: unknown): string {
    return this === undefined ? "no this" : "this";
  };
  const swap = (): void => {
    f = () => "swapped";
  };
  tick(0);
  const first = f();
  swap();
  tick(0);
  return `${first} ${f()} ${f.name}`;
}

console.log(counter(), parameterShared(1), parameterShared(1, 2), nested(), varCaptured(), updatesAndLogic(), typeofAndShorthand());
console.log(calledThroughVariable());

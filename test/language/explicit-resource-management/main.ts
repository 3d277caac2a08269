import { thrown, tick } from "../shared/tick.js";

const log: string[] = [];
const resource = (name: string): Disposable => {
  log.push(`open ${name}`);
  return {
    [Symbol.dispose]() {
      log.push(tick(`close ${name}`));
    },
  };
};

function block(fail: boolean): string {
  using _a = resource("a");
  for (let i = 0; i < 2; i++) {
    using _b = resource(`b${i}`);
    tick(i);
    if (i === 1 && fail) throw new Error("failed");
  }
  log.push(tick("body"));
  return "returned";
}

function loop(): string {
  for (using _r of [resource("x"), resource("y")]) {
    if (tick(log.length) > 100) break;
  }
  return "looped";
}

console.log(
  thrown(() => block(false)),
  thrown(() => block(true)),
  loop(),
  log.join(),
);

function named(): string {
  Object.defineProperty(Function.prototype, Symbol.dispose, { configurable: true, value: () => log.push(tick("function")) });
  try {
    using callback = (() => tick(0)) as never as Disposable & { readonly name: string };
    return tick(callback.name);
  } finally {
    delete (Function.prototype as Partial<Disposable>)[Symbol.dispose];
  }
}
console.log(named(), log.length);

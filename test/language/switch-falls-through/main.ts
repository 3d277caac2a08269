// @ts-nocheck: JavaScript that TypeScript would not let pass
import { note, tick } from "../shared/tick.js";

function falls(x: unknown): string {
  const log: unknown[] = [];
  switch (note("switch", x)) {
    case 0:
      log.push("zero");
    case note("case 1", 1): {
      const y = tick("one");
      log.push(y);
    }
    default:
      log.push(tick("default"));
      if (x === 5) break;
    case 2:
      for (let i = 0; i < 2; i++) {
        if (tick(i) === 1) continue;
        log.push(`i${i}`);
      }
      break;
    case "nested":
      switch (tick(log.length)) {
        case 0:
          log.push("inner");
          break;
      }
      log.push(tick("after inner"));
  }
  return log.join();
}

function lexical(x: number): string {
  const log: unknown[] = [];
  switch (x) {
    case 1: {
      let a = tick("a");
      const get = (): string => a;
      log.push(get());
      a += tick("!");
      log.push(get());
      break;
    }
    case 2:
      a = tick("late") as never;
      break;
    case 3: {
      log.push(typeof f, f());
      break;
      function f(): string {
        return tick("declared in case");
      }
    }
    case 4: {
      class C {
        m = tick("m");
      }
      log.push(new C().m);
    }
  }
  return log.join();
}

function inLoops(): string {
  const log: string[] = [];
  loop: for (let i = 0; i < 6; i++) {
    switch (tick(i)) {
      case 0:
        continue;
      case 1:
        break;
      case 2:
        continue loop;
      case 4:
        log.push("four");
        break loop;
      default:
        log.push("d");
        switch (tick(i)) {
          case 3:
            continue loop;
        }
    }
    log.push(`${i}`);
  }
  return log.join();
}

function noDefault(x: number): string {
  let s = "";
  switch (x) {
    case 1:
      s = tick("1");
  }
  switch (tick(x)) {
  }
  return s;
}

const attempt = (f: () => string): string => {
  try {
    return f();
  } catch (error) {
    return `${(error as Error).name}`;
  }
};
console.log([0, 1, 2, 3, 5, "nested"].map(falls));
console.log(
  [1, 2, 3, 4].map((x) => attempt(() => lexical(x))),
  inLoops(),
  [0, 1].map(noDefault),
);

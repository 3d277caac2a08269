import { tick } from "../shared/tick.js";

function classes(): string {
  const made: (new () => { read(): string })[] = [];
  for (let i = 0; i < 3; i++) {
    const name = tick(`n${i}`);
    class Local {
      static count = i;
      own = tick(name);
      read(): string {
        return `${this.own}${i}${name}${Local.count++}`;
      }
    }
    tick(Local);
    made.push(Local, class extends Local {});
    Local.count += 10;
  }
  return made.map((C) => `${C.name}:${new C().read()}`).join();
}

function expressions(): string {
  const A = class Named {
    self = (): unknown => tick(Named);
  };
  tick(0);
  const B = class {};
  let C = class {
    v = 1;
  };
  C = tick(
    class extends C {
      w = tick(2);
    },
  );
  const anonymous = tick((() => class {})());
  return [A.name, new A().self() === A, B.name, JSON.stringify(new C()), anonymous.name].join();
}

function usedBefore(): string {
  const log: string[] = [];
  const make = (): object => new Late();
  try {
    make();
  } catch (error) {
    log.push((error as Error).name);
  }
  tick(0);
  class Late {
    x = 1;
  }
  log.push(JSON.stringify(make()));
  return log.join();
}

function inBlocks(flag: boolean): string {
  if (tick(flag)) {
    class Shadow {
      static x = tick("inner");
    }
    return Shadow.x;
  }
  return tick(Shadow.x);
}
class Shadow {
  static x = "outer";
}

console.log(classes(), expressions(), usedBefore(), inBlocks(true), inBlocks(false));

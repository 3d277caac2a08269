import { note, tick } from "../shared/tick.js";

const later = async <T>(value: T): Promise<T> => {
  await null;
  return tick(value);
};

class Resource {
  constructor(
    readonly name: string,
    readonly failure?: string,
  ) {
    note(`open ${name}`, 0);
  }
  async [Symbol.asyncDispose](): Promise<void> {
    console.log(await later(`closing ${this.name}`));
    if (this.failure !== undefined) throw new Error(this.failure);
  }
}
class Plain {
  constructor(
    readonly name: string,
    readonly failure?: string,
  ) {}
  [Symbol.dispose](): void {
    note(`close ${this.name}`, 0);
    if (this.failure !== undefined) throw new Error(this.failure);
  }
}

async function several(fail: boolean): Promise<string> {
  await using a = new Resource("a");
  using b = new Plain("b");
  await using none = null;
  await using c = new Plain("c");
  using missing = undefined;
  if (fail) throw new Error(await later(`failed with ${a.name}${b.name}${none}${missing}`));
  return `${await later("returned")} ${c.name}`;
}

async function loops(): Promise<string> {
  const log: string[] = [];
  for (await using r of [new Resource("x"), new Resource("y"), new Resource("z")]) {
    if (r.name === "y") continue;
    log.push(await later(r.name));
    if (r.name === "z") break;
  }
  for (using r of [new Plain("p"), new Plain("q")]) log.push(tick(r.name));
  outer: for (let i = 0; i < 3; i++) {
    await using r = new Resource(`turn ${i}`);
    using s = new Plain(`step ${i}`);
    for (using t of [new Plain(`inner ${i}`)]) {
      if (i === 1) continue outer;
      log.push(tick(`${r.name} ${s.name} ${t.name}`));
    }
  }
  return log.join();
}

function failing(): string {
  using _outer = new Plain("outer", "from outer");
  using _inner = new Plain("inner", "from inner");
  throw new Error(tick("from the body"));
}

async function failingLater(): Promise<void> {
  await using _a = new Resource("failing", "from closing");
  using _b = new Plain("also failing", "from close");
  await later(0);
}

function notDisposable(): void {
  using _first = new Plain("first");
  using _second = note("not disposable", {} as Disposable);
}

function switched(x: number): string {
  switch (x) {
    case 1: {
      using r = new Plain("in a case");
      return tick(r.name);
    }
    default: {
      try {
        using r = new Plain("in a try");
        return tick(r.name);
      } finally {
        note("finally", 0);
      }
    }
  }
}

/** All errors that one suppresses another, newest first. */
const shown = (error: any): string =>
  error?.suppressed === undefined ? String(error) : `${error.name} of ${shown(error.error)} over ${shown(error.suppressed)}`;
const attempt = async (action: () => unknown): Promise<void> => {
  try {
    console.log(await action());
  } catch (error) {
    console.log((error as Error).constructor === TypeError ? "TypeError" : shown(error));
  }
};

async function main(): Promise<void> {
  for (const action of [
    () => several(false),
    () => several(true),
    loops,
    failing,
    failingLater,
    notDisposable,
    () => switched(1),
    () => switched(2),
  ])
    await attempt(action);
}
void main();

// @ts-nocheck: JavaScript that TypeScript would not let pass
import { thrown, tick } from "../shared/tick.js";

function early(): string {
  tick(0);
  const read = (): number => later;
  const first = thrown(read);
  tick(0);
  const later = tick(5);
  tick(0);
  return `${first} / ${thrown(read)}`;
}

function earlyLet(): string {
  const set = (): void => {
    value = 1;
  };
  const first = thrown(set);
  tick(0);
  let value = tick(0);
  set();
  return `${first} / ${value}`;
}

function direct(): string {
  tick(0);
  // @ts-expect-error used before its declaration
  const a = thrown(() => b + tick(1));
  const b = 1;
  return a + b;
}

function inLoop(): string {
  const log: string[] = [];
  for (let i = 0; i < 2; i++) {
    log.push(thrown(() => x));
    tick(i);
    const x = tick(i);
    log.push(thrown(() => x));
  }
  return log.join();
}

function sameStatement(): string {
  return thrown(() => {
    tick(0);
    // @ts-expect-error used in its own initialiser
    const x: number = tick(1) + x;
    return x;
  });
}

function parameters(): string {
  const f = (a = b, b = tick(1)): number => a + b;
  return `${thrown(f)} / ${thrown(() => f(1))}`;
}

function inSwitch(n: number): string {
  return thrown(() => {
    switch (tick(n)) {
      case 0: {
        const x = tick("x");
        return x;
      }
      default:
        return x;
    }
  });
}

function typeofToo(): string {
  const t = thrown(() => typeof later);
  tick(0);
  let later;
  return `${t} ${typeof later}`;
}

function constants(): string {
  const c = tick(1);
  const set = (): void => {
    // @ts-expect-error assigned constant
    c = tick(2);
  };
  const step = (): void => {
    // @ts-expect-error assigned constant
    c++;
  };
  const log = [
    thrown(set),
    thrown(step),
    thrown(() => {
      tick(0);
      // @ts-expect-error assigned constant
      for (const i = 0; i < 2; i++) tick(i);
    }),
    thrown(() => {
      for (const x of [1, tick(2)]) {
        tick(x);
        // @ts-expect-error assigned constant
        x += tick(1);
      }
    }),
  ];
  return `${log.join(" ")} ${c}`;
}

console.log(early(), earlyLet(), direct(), inLoop(), sameStatement(), parameters(), inSwitch(0), inSwitch(1), typeofToo(), constants());

function ownLoop(): string {
  const x = "outside";
  const seen: string[] = [x];
  // @ts-expect-error used before its declaration
  for (const x in { key: seen.push(thrown(() => typeof x)) }) seen.push(tick(x));
  for (const y of [tick((): unknown => thrown(() => y))]) seen.push(String(tick(y)().includes("=>")));
  return seen.join("; ");
}

console.log(ownLoop());

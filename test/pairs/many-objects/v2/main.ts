import { answerLines } from "./ask.js";

const COUNT = Number(process.env["OBJECTS"] ?? 10_000);

class Foo {
  readonly square: number;
  constructor(readonly n: number) {
    this.square = n * n;
  }
}

const held = Array.from({ length: COUNT }, (_, n) => new Foo(n));
const seen: WeakRef<Foo>[] = [];

/** Half as many again are held by nobody. */
function scatter(): void {
  for (let n = 0; n < COUNT / 2; n++) {
    const foo = new Foo(-n);
    if (n % 100 === 0) seen.push(new WeakRef(foo));
  }
}

/** Every so many-th object, twice. */
function touch(share: number): string {
  const { calls = 0 } = globalThis as { calls?: number };
  let [right, read] = [0, 0];
  for (let n = 0; n < held.length; n += share) {
    const foo = held[n] as Foo;
    read++;
    if (foo.square === n * n && foo.square === foo.n ** 2) right++;
  }
  const after = (globalThis as { calls?: number }).calls ?? 0;
  return `v2 ${right} of ${read} are right, ${calls} calls before, ${after} after`;
}

function answer(line: string): string {
  if (line === "scatter") scatter();
  if (line === "alive") {
    gc?.();
    return `alive ${seen.filter((ref) => ref.deref() !== undefined).length} of ${seen.length}`;
  }
  return touch(Number(line));
}

answerLines(answer);

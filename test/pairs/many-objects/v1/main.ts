import { answerLines } from "./ask.js";

const COUNT = Number(process.env["OBJECTS"] ?? 10_000);

class Foo {
  constructor(readonly n: number) {}
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

function touch(share: number): string {
  return `v1 ${held.length} of ${share}`;
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

import { note, tick } from "../shared/tick.js";

function templates(): string {
  let n = 1;
  const o = {
    toString(): string {
      return note("toString", `o${n}`);
    },
  };
  const s = `${o} ${++n} ${note("call", n)} ${o} ${`inner ${tick(n)} ${o}`} end`;
  return s + `${tick("only")}` + `a${1}b${tick(2)}c${n}`;
}

function tag(strings: TemplateStringsArray, ...values: unknown[]): string {
  return tick(strings.raw.join("|") + values.map((v) => String(v)).join());
}

const seen = new Set<TemplateStringsArray>();
const once = (strings: TemplateStringsArray, ..._values: unknown[]): number => seen.add(strings).size;

function tagged(): string {
  const o = { tag, name: "o" };
  const sizes: number[] = [];
  for (let i = 0; i < 3; i++) {
    sizes.push(once`same ${tick(i)}`);
    tick(i);
  }
  return [tag`a${note("x", 1)}b\n${note("y", 2)}`, o.tag`${tick("z")}`, note("tag", tag)`${1}`, sizes].join();
}

console.log(templates(), tagged());

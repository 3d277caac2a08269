import { note, tick } from "../shared/tick.js";

const seen = new Map<TemplateStringsArray, number>();
/** Says which strings object it was handed: the same place gives the same object each time. */
function tag(strings: TemplateStringsArray, ...values: unknown[]): string {
  if (!seen.has(strings)) seen.set(strings, seen.size + 1);
  const shown = strings.map((text, i) => text + (i < values.length ? String(values[i]) : "")).join("");
  return tick(`${seen.get(strings)}:${shown}:${strings.raw.join("|")}:${Object.isFrozen(strings)}`);
}

const object = {
  name: "o",
  tag(strings: TemplateStringsArray, ...values: unknown[]): string {
    return `${this?.name} ${tag(strings, ...values)}`;
  },
  curried(strings: TemplateStringsArray, ..._values: unknown[]): (more: TemplateStringsArray, ...values: unknown[]) => string {
    return (more, ...values) => `${strings.join()} ${tag(more, ...values)}`;
  },
  get made(): typeof tag {
    console.log("made is read");
    return tick(tag);
  },
};
const getObject = (): typeof object => note("object", object);
const getTag = (): typeof tag => note("tag", tag);

function evaluate(n: number): string {
  return [
    tag`plain`,
    tag`a${note("first", n)}b${note("second", n + 1)}c`,
    tag`a${note("first", n)}b${note("second", n + 1)}c`,
    getObject().tag`x${note("value", n)}\n`,
    getObject()[note("key", "tag" as const)]`y${note("value", n)}`,
    object.curried`one${0}``two${tick(n)}`,
    object.made`from a getter ${note("value", n)}`,
    getTag()`called ${tag`inner ${tick(n)}`}`,
    String.raw`\n${tick(n)}\u`,
    `${tag`within ${tick(n)}`}`,
  ].join("\n");
}

function inLoop(): void {
  for (let i = 0; i < 3; i++) console.log(tag`turn ${note("i", i)}`);
  for (const f of [() => tag`in an arrow ${tick(1)}`, () => tag`in an arrow ${tick(1)}`]) console.log(f(), f());
}

class Html {
  readonly #parts: string[] = [];
  static of(strings: TemplateStringsArray, ...values: unknown[]): Html {
    const html = new Html();
    html.#parts.push(tag(strings, ...values));
    return html;
  }
  show(): string {
    return this.#parts.join();
  }
}

function replacedMeanwhile(): string {
  const o: { tag: typeof tag } = { tag };
  const replace = (): number => {
    o.tag = () => "replaced";
    return tick(1);
  };
  return [o.tag`${replace()}`, o.tag`${replace()}`].join();
}

async function suspended(): Promise<string> {
  const later = async (x: number): Promise<number> => {
    await null;
    return tick(x);
  };
  return tag`one ${await later(1)} two ${await later(2)}` + object.tag`three ${await later(3)}`;
}

function* yielding(): Generator<unknown, string, string> {
  return tag`got ${yield tag`wanted`} and ${yield 2}`;
}

console.log(evaluate(1));
console.log(evaluate(2));
inLoop();
console.log(Html.of`<p>${tick("text")}</p>`.show(), new (Html.of`class`.constructor as typeof Html)().show());
console.log(replacedMeanwhile());
for (let i = 0; i < 2; i++) {
  const iterator = yielding();
  console.log(iterator.next(), iterator.next("a"), iterator.next("b"));
}
void suspended().then(console.log).then(suspended).then(console.log);

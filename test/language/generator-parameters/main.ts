// A generator takes its parameters apart when it is called; its body starts later.
import { tick } from "../shared/tick.js";

let asked = 0;

class Options {
  get depth(): number {
    return ++asked;
  }
}

function* byName({ depth }: { readonly depth: number }): Generator<string> {
  for (let i = 0; i < 2; i++) yield `depth ${tick(depth)}, asked ${asked} times`;
}

function* withRest({ depth, ...rest }: { depth: number; readonly width: number }): Generator<string> {
  yield `${tick(depth)} ${JSON.stringify(rest)}`;
}

async function* later({ depth }: { readonly depth: number }): AsyncGenerator<string> {
  yield `later ${tick(depth)}`;
}

for (const line of byName(new Options())) console.log(line);
const options = { depth: 1, width: 2 };
const [first, second] = [withRest(options), later(options)];
options.depth = 10;
options.width = 20;
console.log([...first]);
void second.next().then(({ value }) => console.log(value));

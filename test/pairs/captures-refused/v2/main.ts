// Closures that need in the second version what nobody can give them.
import { answerLines } from "./ask.js";

function lost(name: string, extra: string): () => string {
  console.log(`made with ${extra}`);
  return () => `v2 ${name} ${extra}`;
}

function computed(name: string): () => string {
  const at = Date.now();
  return () => `v2 ${name} ${at}`;
}

function inLoop(names: readonly string[]): (() => string)[] {
  const made: (() => string)[] = [];
  for (const name of names) {
    let asked = 0;
    made.push(() => `v2 ${name} ${++asked}`);
  }
  return made;
}

function unclear(name: string): () => string {
  const one = name.length;
  const two = name.length;
  return () => `v2 ${one} ${two}`;
}

function retyped(name: string): () => string {
  const kept = `${name}.`;
  return () => `v2 ${kept}`;
}

class Owner {
  readonly name = "owner";

  own(name: string): () => string {
    return () => `v2 ${name} ${this.name}`;
  }
}

function counted(...names: readonly string[]): () => string {
  // biome-ignore lint/complexity/noArguments: it is what this is about
  return () => `v2 ${names.length} ${arguments.length}`;
}

const made = [
  lost("lost", "extra"),
  computed("computed"),
  ...inLoop(["a"]),
  unclear("unclear"),
  retyped("kept"),
  new Owner().own("x"),
  counted(),
];
answerLines(() => made.map((ask) => ask()).join());

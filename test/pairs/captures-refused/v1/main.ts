// Closures that need in the second version what nobody can give them.
import { answerLines } from "./ask.js";

function lost(name: string, extra: string): () => string {
  console.log(`made with ${extra}`);
  return () => `v1 ${name}`;
}

function computed(name: string): () => string {
  return () => `v1 ${name}`;
}

function inLoop(names: readonly string[]): (() => string)[] {
  const made: (() => string)[] = [];
  for (const name of names) made.push(() => `v1 ${name}`);
  return made;
}

function unclear(name: string): () => string {
  const first = name.length;
  const second = name.length;
  return () => `v1 ${first} ${second}`;
}

function retyped(name: string): () => string {
  const kept = name.length;
  return () => `v1 ${kept}`;
}

class Owner {
  readonly name = "owner";

  own(name: string): () => string {
    return () => `v1 ${name}`;
  }
}

function counted(...names: readonly string[]): () => string {
  return () => `v1 ${names.length}`;
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

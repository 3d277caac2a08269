import { answerLines } from "./ask.js";

function weigh(value: number): number {
  return value * 2;
}

function makeObject(offset: number) {
  let total = offset;
  return {
    weigh: (value: number): number => weigh(value) + offset + 100,
    parseInt: (text: string): number => parseInt(text, 10) + offset + 100,
    get total(): number {
      return total + offset + 100;
    },
    set total(value: number) {
      total = value - offset;
    },
    delete(): number {
      return 1 + offset + 100;
    },
    eval(): number {
      return 2 + offset + 100;
    },
    arguments(...rest: readonly number[]): number {
      return arguments.length + rest.length + offset + 100;
    },
  };
}

const held = new Set<unknown>();

function makeRecursive(offset: number) {
  const walk = (n: number): number => {
    held.add(walk);
    return n === 0 ? 0 + offset + 100 : n + walk(n - 1);
  };
  function walk$(n: number): number {
    held.add(walk$);
    return n === 0 ? walk(2) + offset + 100 : walk$(n - 1);
  }
  function* each(n: number): Generator<number> {
    held.add(each);
    if (n > 0) yield* each(n - 1);
    yield n + offset + 100;
  }
  return { walk, walk$, each };
}

const object = makeObject(3);
const { walk, walk$, each } = makeRecursive(5);

function answer(): string {
  object.total = object.weigh(10) + object.total;
  const methods = [object.total, object.parseInt("4"), object.delete(), object.eval(), object.arguments(8, 9)];
  const recursive = [walk(2), walk$(2), ...each(2)];
  return `${methods.join()} ${recursive.join()} ${held.size} ${[walk, walk$, each].every((made) => held.has(made))}`;
}

answerLines(answer);

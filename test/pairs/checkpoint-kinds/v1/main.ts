// A value of each kind, looked at from all sides: the same before a checkpoint and in the process that goes on from it.
import { EventEmitter } from "node:events";
import * as path from "node:path";
import { inspect } from "node:util";
import { checkpoint } from "ts-updatable";
import * as shapes from "./shapes.js";
import Shape, { area, count, counted, Shapes } from "./shapes.js";

class Failure extends Error {
  override readonly name = "Failure";
  constructor(
    message: string,
    readonly code: number,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

class Stack<T> extends Array<T> {
  #limit = 3;
  get isFull(): boolean {
    return this.length >= this.#limit;
  }
}

abstract class Node {
  static readonly #all: Node[] = [];
  static get all(): readonly Node[] {
    return Node.#all;
  }
  static readonly kinds: string[] = [];
  static {
    Node.kinds.push("leaf");
  }
  constructor() {
    Node.#all.push(this);
  }
  abstract describe(): string;
}

class Leaf extends Node {
  declare unset: number;
  readonly #value: { v: number };
  static #made = 0;
  parent: Leaf = this;
  constructor(value: number) {
    super();
    this.#value = { v: value };
    Leaf.#made++;
  }
  get value(): number {
    return this.#value.v;
  }
  set value(v: number) {
    this.#value.v = v;
  }
  describe(): string {
    return `${super.constructor.name} ${this.value} of ${Leaf.#made}`;
  }
  static is(object: object): boolean {
    return #value in object;
  }
}

const Anonymous = class {
  x = 1;
  readonly arrow = (): number => this.x;
};

namespace Registry {
  export let last = "none";
  export function set(name: string): string {
    const before = last;
    last = name;
    return before;
  }
}

function makeClosures(): { readonly [name: string]: (n: number) => number } {
  let shared = 10;
  const fixed = 2;
  const add = (n: number): number => (shared += n * fixed);
  function even(n: number): number {
    return n === 0 ? shared : odd(n - 1);
  }
  function odd(n: number): number {
    return n === 0 ? -shared : even(n - 1);
  }
  const each: ((n: number) => number)[] = [];
  for (let i = 0; i < 3; i++) each.push((n) => (i += n));
  return {
    add,
    even,
    odd,
    first: each[0] as (n: number) => number,
    second: each[1] as (n: number) => number,
    twin: (n) => (each[0] as (n: number) => number)(n),
  };
}

class Keeper {
  name = "keeper";
  make(): () => string {
    const inner = (): string => this.name;
    return () => inner();
  }
}

const tag = Symbol("tag");
const sparse: unknown[] = [1, , 3];
sparse.length = 6;
(sparse as { extra?: number }).extra = 4;
const hidden = Object.defineProperties({}, { a: { value: 1 }, b: { get: () => 2, enumerable: true }, [tag]: { value: 3, writable: true } });
const child = Object.create({ inherited: true }, { own: { value: 1, enumerable: true, writable: true, configurable: true } }) as object;
const cause = new TypeError("inner");
const keeper = new Keeper();
const buffer = Buffer.from("héllo");
const view = new DataView(buffer.buffer, buffer.byteOffset, 4);
const late = (): string => typeof tag;

function look(state: {
  readonly leaf: Leaf;
  readonly closures: ReturnType<typeof makeClosures>;
  readonly text: () => string;
  readonly list: readonly unknown[];
  readonly stack: Stack<number>;
}): void {
  const { leaf, closures: c, text, stack } = state;
  const say = (name: string, ...values: readonly unknown[]): void =>
    console.log(name, ...values.map((value) => inspect(value, { depth: 6, showHidden: false })));
  say("plain", sparse, hidden, Object.getOwnPropertyDescriptors(hidden), child, (child as { inherited?: boolean }).inherited);
  say("numbers", Number.NaN, Number.NEGATIVE_INFINITY, -0, 2n ** 70n, ...state.list);
  say(
    "leaf",
    leaf.describe(),
    Node.kinds,
    leaf.value,
    leaf.parent === leaf,
    Leaf.is(leaf),
    Leaf.is({}),
    Node.all.length,
    Node.all[0] === leaf,
    "unset" in leaf,
    Object.keys(leaf),
  );
  leaf.value += 1;
  say("new leaf", new Leaf(5).describe(), leaf instanceof Node);
  const failure = new Failure("outer", 7, cause);
  say("errors", failure.message, failure.cause === cause, cause instanceof TypeError, cause.message, typeof cause.stack);
  stack.push(3);
  say("stack", stack.isFull, stack.length, stack instanceof Stack, Array.isArray(stack), stack.map((n) => n * 2) instanceof Stack);
  say(
    "closures",
    c["add"]?.(1),
    c["even"]?.(4),
    c["odd"]?.(3),
    c["first"]?.(1),
    c["twin"]?.(1),
    c["second"]?.(1),
    c["first"]?.name,
    c["even"]?.name,
    c["even"]?.length,
  );
  say("self", text(), new Anonymous().arrow(), late());
  keeper.name = "other";
  say("renamed", text());
  say("namespace", Registry.set("one"), Registry.last, Object.keys(Registry));
  say(
    "imports",
    path.basename("/a/b"),
    shapes.area(new Shape(2)),
    area === shapes.area,
    count,
    counted(),
    shapes.count,
    count,
    Shapes.square,
    EventEmitter.name,
  );
  say("bytes", buffer.toString(), view.byteLength, view.getUint8(1), buffer.buffer === view.buffer, Buffer.isBuffer(buffer));
  say("symbols", tag.description, Reflect.get(hidden, tag), Symbol.iterator in stack);
  say("functions", typeof look, look.name, (async () => 1).constructor.name);
}

function main(): void {
  const leaf = new Leaf(1);
  const state = {
    leaf,
    closures: makeClosures(),
    text: keeper.make(),
    stack: Stack.from([1, 2]) as Stack<number>,
    list: [
      new Date(5),
      /a+/gi,
      new Set([leaf, 1]),
      new Map<unknown, unknown>([
        [tag, tag],
        [Number.NaN, Object(1)],
      ]),
      Object(tag),
      Object.freeze([1]),
      Object.seal({ s: 1 }),
      Object.preventExtensions({}),
      Object.create(null),
      Symbol.for("registered"),
      Math.max,
      console.log,
      JSON,
      Array.prototype.map,
      new Float64Array([1.5, Number.NaN]),
    ],
  };
  state.closures["add"]?.(5);
  let told = "";
  for (const letter of "xyz") {
    if (letter === "y") {
      const { ok, resumed, error } = checkpoint(process.env["FILE"] as string, { afterwards: "stay" });
      console.log(ok ? (resumed === true ? "resumed" : "written") : error?.message);
    }
    told += letter;
  }
  console.log(told);
  look(state);
  look(state);
}

main();

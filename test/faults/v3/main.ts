// A program that is in the middle of everything when its update comes: calls, suspended calls, closures, objects, listeners, a timer.
import { EventEmitter } from "node:events";
import { type ApplyAnswer, applyPatch, onUpdate } from "ts-updatable";
import { price } from "./shop.js";

declare global {
  /** Told by the program's own code that an update runs. */
  var step: (name: string) => void;
}

interface Item {
  readonly name: string;
}

class Stock {
  constructor(readonly count: number) {}

  describe(): string {
    return `v3 ${price(this.count)}`;
  }
}

const items = new Map<string, Item>([["a", { name: "a" }]]);

const limit = 4;

const stock = new Stock(4);
const bell = new EventEmitter();
const heard: string[] = [];
bell.on("ring", () => heard.push(`v3 ${limit}`));

const timer = setInterval(() => undefined, 3_600_000);

let open: () => void = () => undefined;
const gate = new Promise<void>((resolve) => {
  open = resolve;
});

const adders = [makeAdder(1), makeAdder(2)];
const waiting = [waitAtGate("x"), waitAtGate("y")];
let returned: string[] = [];
const settle: (answer: ApplyAnswer) => void = () => undefined;
onUpdate((event) => {
  if ("answer" in event) settle(event.answer);
});

function makeAdder(by: number): (to: number) => string {
  return (to) => `v3 ${to + by}`;
}

async function waitAtGate(name: string): Promise<string> {
  await gate;
  return `v3 ${name}`;
}

/** It begins anew. */
function ask(patch: string): Promise<ApplyAnswer> {
  try {
    return applyPatch(patch, process.env["POLICY"] === "finish-old" ? { policy: "finish-old" } : {});
  } finally {
    returned.push("left by v3");
  }
}

/** The calls of one recursion stand on the stack when the newest asks for the update. */
export function dive(depth: number, patch: string): Promise<ApplyAnswer> {
  let weight = depth;
  if (depth === 3) returned = [];
  const answer = depth === 0 ? ask(patch) : dive(depth - 1, patch);
  weight += 1;
  returned.push(`v3 ${depth} ${weight}`);
  return answer;
}

export function callsThatReturned(): readonly string[] {
  return returned;
}

export function digest(): unknown {
  heard.length = 0;
  bell.emit("ring");
  return {
    items: [...items],
    limit,
    stock: [stock, stock.describe(), Object.getOwnPropertyNames(Stock.prototype)],
    adders: adders.map((add) => add(5)),
    heard: [...heard],
    listeners: bell.eventNames().map((name) => [name, bell.listenerCount(name)]),
  };
}

export async function end(): Promise<unknown> {
  open();
  const waited = await Promise.all(waiting);
  clearInterval(timer);
  const { late } = await import("./later.js");
  return [waited, late()];
}

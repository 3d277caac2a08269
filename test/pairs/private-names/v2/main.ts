import { answerLines } from "./ask.js";

class Mailbox {
  readonly #queue: string[] = [];
  label = "v1";
  #shown = 0;
  #last: string | undefined;
  static #calls = 10;

  constructor(readonly name: string) {}

  /** Waits with its queue in the middle of its work. */
  async work(): Promise<void> {
    while (this.#queue.length < 3) await waiting();
    console.log(`worked ${this.#queue.join()} ${this.#mark()}`);
  }

  push(item: string): number {
    this.#last = item;
    return this.#queue.push(item);
  }

  #mark(): string {
    this.#shown++;
    return `${this.#size}:${this.#shown}`;
  }

  get #size(): number {
    return this.#queue.length;
  }

  set #size(size: number) {
    this.#queue.length = size;
  }

  trim(): void {
    this.#size--;
  }

  static #count(): number {
    return ++Mailbox.#calls;
  }

  show(): string {
    return `v2 ${this.name} ${this.#queue.join()} ${this.#mark()} ${this.#last?.toUpperCase()}`;
  }

  static is(value: object): string {
    return `v2 ${#queue in value} ${#shown in value} ${#mark in value} ${#size in value} ${Mailbox.#count()}`;
  }
}

class Urgent extends Mailbox {
  readonly level = 9;
  #asked = 100;

  describe(): string {
    return `v2 ${this.level} ${++this.#asked}`;
  }
}

let proceed: () => void = () => undefined;
const waiting = (): Promise<void> => new Promise((resolve) => (proceed = resolve));

const box = new Mailbox("box");
const boxes: Mailbox[] = [box, new Mailbox("frozen"), new Urgent("urgent")];
Object.freeze(boxes[1]);
const child = Object.create(box) as Mailbox;
void box.work();

function attempt(action: () => string): string {
  try {
    return action();
  } catch (error) {
    return String(error);
  }
}

answerLines((line) => {
  const [word = "", argument = ""] = line.split(" ");
  switch (word) {
    case "push":
      box.push(argument);
      proceed();
      return box.show();
    case "trim":
      box.trim();
      return box.show();
    case "new":
      boxes.push(new Mailbox(argument), new Urgent(argument));
      return "made";
    case "child":
      return attempt(() => child.show());
    case "is":
      return [...boxes, child, {}].map((value) => Mailbox.is(value)).join("; ");
    case "urgent":
      return boxes.map((value) => (value instanceof Urgent ? value.describe() : "-")).join("; ");
    default:
      return boxes.map((value) => attempt(() => value.show())).join("; ");
  }
});

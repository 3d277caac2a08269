import { answerLines } from "./ask.js";

class Mailbox {
  readonly #queue: string[] = [];
  label = "v1";

  constructor(readonly name: string) {}

  /** Waits with its queue in the middle of its work. */
  async work(): Promise<void> {
    while (this.#queue.length < 3) await waiting();
    console.log(`worked ${this.#queue.join()}`);
  }

  push(item: string): number {
    return this.#queue.push(item);
  }

  show(): string {
    return `v1 ${this.name} ${this.#queue.join()}`;
  }

  static is(value: object): string {
    return `v1 ${#queue in value}`;
  }
}

class Urgent extends Mailbox {
  readonly level = 9;

  describe(): string {
    return `v1 ${this.level}`;
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

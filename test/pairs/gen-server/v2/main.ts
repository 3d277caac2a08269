import { answerLines } from "./ask.js";

type Message = { readonly add: number } | { readonly ask: (total: number) => void };

interface Totals {
  readonly sum: number;
  readonly count: number;
}

/** Handles one message after the other. */
class Counter {
  state: Totals = { sum: 0, count: 0 };
  readonly #mailbox: Message[] = [];
  #wake: () => void = () => undefined;

  constructor(readonly name: string) {
    void this.run();
  }

  send(message: Message): void {
    this.#mailbox.push(message);
    this.#wake();
  }

  async run(): Promise<void> {
    for (;;) {
      const message = this.#mailbox.shift();
      if (message === undefined)
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      else this.handle(message);
    }
  }

  handle(message: Message): void {
    const { sum, count } = this.state;
    if ("add" in message) this.state = { sum: sum + message.add, count: count + 1 };
    else message.ask(sum);
  }
}

const counters = ["a", "b"].map((name) => new Counter(name));

function answer(line: string): string {
  const [verb, number] = line.split(" ");
  for (const counter of counters) {
    if (verb === "add") counter.send({ add: Number(number) });
    else counter.send({ ask: (total) => console.log(`v2 ${counter.name} ${total} of ${counter.state.count}`) });
  }
  return `sent ${line}`;
}

answerLines(answer);

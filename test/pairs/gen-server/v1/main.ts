import { answerLines } from "./ask.js";

type Message = { readonly add: number } | { readonly ask: (total: number) => void };

/** Handles one message after the other. */
class Counter {
  state = 0;
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
    if ("add" in message) this.state += message.add;
    else message.ask(this.state);
  }
}

const counters = ["a", "b"].map((name) => new Counter(name));

function answer(line: string): string {
  const [verb, number] = line.split(" ");
  for (const counter of counters) {
    if (verb === "add") counter.send({ add: Number(number) });
    else counter.send({ ask: (total) => console.log(`v1 ${counter.name} ${total}`) });
  }
  return `sent ${line}`;
}

answerLines(answer);

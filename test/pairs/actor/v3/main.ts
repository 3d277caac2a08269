// An actor that never leaves its function, with no word about updates in its code.
import { createInterface } from "node:readline";

class Mailbox implements AsyncIterable<string> {
  readonly #letters: string[] = [];
  #wake: (() => void) | undefined;

  put(letter: string): void {
    this.#letters.push(letter);
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, never> {
    for (;;) {
      while (this.#letters.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
      yield this.#letters.shift() as string;
    }
  }
}

async function actor(mailbox: Mailbox): Promise<never> {
  let handled = 0;
  const seen: string[] = [];
  for await (const letter of mailbox) {
    handled++;
    seen.push(letter);
    console.log(`v3 ${letter} ${handled} ${seen.join("")}`);
  }
  throw new Error("the mailbox never ends");
}

const mailbox = new Mailbox();
void actor(mailbox);
createInterface({ input: process.stdin }).on("line", (line) => mailbox.put(line));
console.log("ready");

// Each way in which work goes on later: an `await`, a timer, a promise's reaction, an event, an iterator.
import { EventEmitter } from "node:events";
import { stamp } from "./stamp.js";

function* letters(stamps: string[]): Generator<string> {
  stamp("iterator", stamps);
  yield "a";
  stamp("iterator", stamps);
}

async function* numbers(stamps: string[]): AsyncGenerator<number> {
  yield 1;
  await null;
  stamp("async iterator", stamps);
}

export async function process(stamps: string[], park: () => Promise<void>): Promise<void> {
  stamp("process", stamps);
  const [iterator, asynchronous] = [letters(stamps), numbers(stamps)];
  iterator.next();
  await asynchronous.next();
  await park();
  stamp("process", stamps);
  await new Promise<void>((resolve) => {
    setTimeout(() => {
      stamp("timer", stamps);
      resolve();
    }, 1);
  });
  await Promise.resolve().then(() => stamp("reaction", stamps));
  const emitter = new EventEmitter();
  emitter.once("go", () => stamp("event", stamps));
  await new Promise<void>((resolve) => {
    setImmediate(() => {
      emitter.emit("go");
      resolve();
    });
  });
  iterator.next();
  await asynchronous.next();
}

import { EventEmitter } from "node:events";
import { answerLines } from "./ask.js";

const emitter = new EventEmitter();
const known = new WeakMap<object, string>();

function subscribe(name: string): (text: string) => string {
  let calls = 0;
  const started = `${name}!`;
  const inner = (text: string): string => {
    calls++;
    const innermost = (times: number): string => `v1 ${started} ${text.repeat(times)} ${calls}`;
    return innermost(1);
  };
  function onSay(text: string): void {
    console.log(`v1 heard ${name} ${text} ${calls}`);
  }
  emitter.on("say", onSay);
  emitter.once("stop", () => emitter.removeListener("say", onSay));
  known.set(inner, name);
  return inner;
}

const first = subscribe("first");
const second = subscribe("second");
const bound = first.bind(null, "bound");
const before = { first, name: first.name, length: first.length, text: String(first) };

function answer(line: string): string {
  if (line === "say") emitter.emit("say", "hi");
  if (line === "stop") emitter.emit("stop");
  const same = before.first === first && before.name === first.name && before.length === first.length && known.get(first) === "first";
  return `${first(line)} | ${second(line)} | ${bound()} | ${same} ${emitter.listenerCount("say")}`;
}

answerLines(answer);

import events, { once } from "node:events";
import { posix } from "node:path";
import * as util from "node:util";
import { answerLines } from "./ask.js";
import { farewell, greeting } from "./greeting.js";
import { double, hidden, triple } from "./numbers.js";

function answer(line: string): string {
  const n = Number(line);
  return `v3 ${double(n)} ${triple(n)} ${hidden(n)} ${posix.join("a", "b")} ${util.format("%d", n)} ${typeof once} ${typeof events} ${greeting(n)} ${farewell}`;
}

answerLines(answer);

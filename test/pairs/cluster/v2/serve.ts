import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

class Visits {
  count = 0;
}

const visits = new Visits();
const waiting: (() => void)[] = [];

const name = (): string => "v2";

function show(): string {
  return `${name()} <${visits.count}>`;
}

function wait(): Promise<void> {
  console.log("one more waits");
  return new Promise((resolve) => waiting.push(resolve));
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  visits.count++;
  const began = name();
  if (request.url === "/wait") await wait();
  response.end(`${process.pid} ${began} ${show()}`);
}

let isSpinning = true;

/** Never goes back to the event loop until new code says so. */
function spin(): void {
  let turns = 0;
  while (isSpinning) {
    turns++;
    if (name() !== "v1") isSpinning = false;
  }
  console.log(`spun ${turns > 0}, ${name()}`);
}

function obey(what: string): void {
  if (what === "spin") spin();
  if (what === "block") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (what === "release") for (const resolve of waiting.splice(0)) resolve();
}

export function serve(): void {
  process.on("message", (what) => obey(String(what)));
  createServer({ keepAliveTimeout: 1 }, (request, response) => void answer(request, response)).listen(0);
}

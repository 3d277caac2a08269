// A hundred thousand calls that wait: for timers, for a socket, and for what never comes unless it is let go.

import { once } from "node:events";
import { connect, createServer } from "node:net";
import { answerLines } from "./ask.js";

const COUNT = 100_000;
const releases: (() => void)[] = [];
const timers: (() => void)[] = [];
let finals = 0;
let wrong = 0;

const released = (): Promise<void> => new Promise((resolve) => void releases.push(resolve));
/** A timer that is due when the program says so: 100,000 of them at one time would only be slow. */
const timer = (): Promise<void> => new Promise((resolve) => void timers.push(() => void setTimeout(resolve, 1)));

const server = createServer((socket) => socket.on("data", () => socket.write("answer")));
server.listen(0);
await once(server, "listening");
const socket = connect((server.address() as { port: number }).port);
await once(socket, "connect");
const answer = once(socket, "data").then(([data]) => String(data));

async function work(id: number): Promise<string> {
  const own = { id, text: `call ${id}` };
  let total = id;
  try {
    if (id % 3 === 0) await timer();
    else if (id % 3 === 1) await released();
    else if ((await answer) !== "answer") wrong++;
    total += own.id;
    if (own.text !== `call ${id}` || total !== 2 * id) wrong++;
    return `v2 ${id % 3}`;
  } finally {
    finals++;
  }
}

/** Does not change, and must not be disturbed: what it sees of the order of microtasks is compared. */
async function bystander(log: string[], name: string): Promise<void> {
  for (let i = 0; i < 5; i++) {
    log.push(`${name}${i}`);
    await undefined;
  }
}

async function order(): Promise<string> {
  const log: string[] = [];
  queueMicrotask(() => log.push("micro"));
  await Promise.all([bystander(log, "a"), bystander(log, "b"), Promise.resolve().then(() => log.push("then"))]);
  return log.join(" ");
}

const held = Array.from({ length: COUNT }, (_, id) => work(id));

async function tell(): Promise<void> {
  const counts = new Map<string, number>();
  for (const text of await Promise.all(held)) counts.set(text, (counts.get(text) ?? 0) + 1);
  console.log([...counts].sort().join(" "));
  console.log(`finally ${finals}, wrong ${wrong}`);
}

answerLines((line) => {
  if (line === "order") void order().then(console.log);
  if (line === "release") {
    void tell();
    for (const fire of timers) fire();
    for (const release of releases) release();
    socket.write("now");
  }
  return line;
});

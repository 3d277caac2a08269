// A hundred clients of a server that this process starts, each asking again a while after every answer. Prints JSON.
//
//   node clients.mjs SERVER [PATCH PATCH]     with patches: 500 updates, there and back
import { fork } from "node:child_process";
import { Agent, get } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

const CLIENTS = 100;
const UPDATES = 500;
const EVERY_MS = 100;
const THINK_MS = 40;
const WARM_UP_MS = 3000;
/** As long as the updates take. */
const MEASURED_MS = UPDATES * (EVERY_MS + 5);

const [main, ...patches] = process.argv.slice(2);
const server = fork(main, { execArgv: ["--expose-gc"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
const port = await new Promise((resolve, reject) => {
  server.once("message", resolve);
  server.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
});
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });

let isOver = false;
let updates = 0;
let failed = 0;
let latencies = [];
const visits = Array.from({ length: CLIENTS }, () => 0);
server.on("message", () => updates++);

const ask = (path) =>
  new Promise((resolve, reject) => {
    get({ port, path, agent, host: "127.0.0.1" }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      response.on("end", () => (response.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text))));
    }).on("error", reject);
  });

async function visitAgain(client) {
  for (let n = 1; !isOver; n++) {
    const began = performance.now();
    try {
      const answer = await ask(`/order?session=${client}&id=${n}`);
      visits[client]++;
      if (answer.price !== price(n) || answer.visits !== visits[client]) failed++;
    } catch {
      failed++;
    }
    latencies.push(performance.now() - began);
    await sleep(THINK_MS * (0.5 + Math.random()));
  }
}

/** V8 lets go of code only after it was old for some collections. */
async function settledState() {
  for (let n = 0; n < 5; n++) {
    await ask("/state");
    await sleep(100);
  }
  return ask("/state");
}

const price = (id) => 3 * (3 * (id % 1000) + 3);
const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

const clients = Array.from({ length: CLIENTS }, (_, client) => visitAgain(client));
await sleep(WARM_UP_MS);
latencies = [];
if (patches.length > 0) server.send({ patches, everyMs: EVERY_MS });
// What the first updates bring stays: the heap counts from there.
while (patches.length > 0 && updates < UPDATES / 10) await sleep(EVERY_MS / 10);
const before = await settledState();
const end = performance.now() + MEASURED_MS;
while (patches.length > 0 ? updates < UPDATES : performance.now() < end) await sleep(EVERY_MS / 10);
isOver = true;
await Promise.all(clients);
const after = await settledState();
latencies.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({
    requests: latencies.length,
    failed: failed + after.failedUpdates,
    updates,
    median: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    grown: after.heap - before.heap,
  }),
);
server.disconnect();
agent.destroy();

// Asks the server twice a second, always over the same connection, and says when it had to open another.
import { Agent, get, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

const port = Number(process.env["PORT"] ?? 8080);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const connections = new Set<Socket>();

function ask(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get({ port, agent, headers: { "x-name": "Ada" } }, resolve);
    request.on("socket", (socket) => connections.add(socket)).on("error", reject);
  });
}

for (;;) {
  const answer = await text(await ask());
  console.log(`connection ${connections.size}: ${answer}`);
  await sleep(500);
}

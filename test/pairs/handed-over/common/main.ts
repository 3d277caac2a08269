// A server that can be replaced by another process. Orders come in on standard input, which a successor does not have.
import { createServer } from "node:http";
import { createServer as createPlainServer } from "node:net";
import { createInterface } from "node:readline";
import { handOver, listenOrTakeOver } from "ts-updatable";
import { greet } from "./greet.js";

const held: (() => void)[] = [];

const server = createServer((request, response) => {
  if (request.url === "/hold") {
    response.write("begun by ");
    held.push(() => response.end(greet()));
  } else {
    response.end(greet());
    if (request.url === "/end") setImmediate(() => process.exit());
  }
});
const plain = createPlainServer(
  (socket) =>
    void socket
      .on("error", () => undefined)
      .resume()
      .end(greet()),
);

async function begin(): Promise<void> {
  const how = await Promise.all([
    listenOrTakeOver(server, { port: 0, host: "127.0.0.1", name: "http" }),
    listenOrTakeOver(plain, { port: 0, host: "127.0.0.1", name: "plain" }),
  ]);
  const ports = [server, plain].map((s) => (s.address() as { port: number }).port);
  console.log(`${greet()} ${process.pid} on ${ports.join(" and ")}: ${how.join(", ")}`);
}

void begin();

createInterface({ input: process.stdin }).on("line", async (line) => {
  const [command, main, timeoutMs] = line.split(" ");
  if (command === "release") for (const end of held.splice(0)) end();
  if (command === "replace") {
    const answer = await handOver({ main: main as string, timeoutMs: Number(timeoutMs) });
    console.log(
      answer.ok ? `handed ${answer.sockets.join(" and ")} over to ${answer.pid}` : `${answer.error.code}: ${answer.error.message}`,
    );
  }
});

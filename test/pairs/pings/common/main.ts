import { isMainThread, MessageChannel, type MessagePort, Worker, workerData } from "node:worker_threads";
import { type Names, ping, pong } from "./players.js";

interface Seat {
  readonly name: Names;
  readonly port: MessagePort;
}

/** Two threads, each with one end of a line. */
function start(): void {
  const { port1, port2 } = new MessageChannel();
  for (const [name, port] of [["pong", port2] as const, ["ping", port1] as const])
    new Worker(new URL(import.meta.url), { workerData: { name, port } satisfies Seat, transferList: [port] });
}

if (isMainThread) start();
else if ((workerData as Seat).name === "ping") void ping((workerData as Seat).port);
else pong((workerData as Seat).port);

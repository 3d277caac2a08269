// A server that is updated while it serves, over WebSockets. It uses a package that the benchmark installs.
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { obey } from "./orders-of-the-benchmark.js";
import { order } from "./shop.js";

async function answer(socket: WebSocket, text: string): Promise<void> {
  const { session, id } = JSON.parse(text) as { readonly session: string; readonly id: number };
  socket.send(JSON.stringify(await order(session, id)));
}

const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("connection", (socket) => {
  socket.on("message", (data) => {
    void answer(socket, String(data));
  });
});
server.on("listening", () => obey((server.address() as AddressInfo).port));

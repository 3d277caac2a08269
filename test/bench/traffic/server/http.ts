// A server that is updated while it serves, over HTTP.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { obey } from "./orders-of-the-benchmark.js";
import { order } from "./shop.js";

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://server");
  const text = JSON.stringify(await order(url.searchParams.get("session") ?? "", Number(url.searchParams.get("id"))));
  response.setHeader("content-type", "application/json");
  response.end(text);
}

const server = createServer((request, response) => {
  void answer(request, response);
});
server.listen(0, "127.0.0.1", () => obey((server.address() as AddressInfo).port));

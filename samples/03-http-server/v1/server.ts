// Answers requests, and counts them in memory.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { greet } from "./greet.js";

let visits = 0;

function handle(request: IncomingMessage, response: ServerResponse): void {
  visits++;
  const name = String(request.headers["x-name"]);
  response.end(greet(name, visits));
}

const port = Number(process.env["PORT"] ?? 8080);
createServer(handle).listen(port, () => console.log("listening"));

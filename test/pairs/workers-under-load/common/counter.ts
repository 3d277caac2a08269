// Takes requests, and hands each on to the worker that knows its session.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { channel, type Endpoint } from "ts-updatable";
import { type Answer, type Question, toQuestion } from "./messages.js";

/** Those that have no answer yet. */
const asked = new Map<number, ServerResponse>();
let lastId = 0;

function give({ id, ...answer }: Answer): void {
  const response = asked.get(id);
  asked.delete(id);
  if (response === undefined) console.error(`a second answer to question ${id}`);
  else response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
}

export function serve(workers: readonly Endpoint[]): void {
  const questions = workers.map((worker) => channel<Question>(worker, "questions"));
  for (const worker of workers) channel<Answer>(worker, "answers").on("message", give);
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://server");
    const session = searchParams.get("session") ?? "";
    lastId++;
    asked.set(lastId, response);
    questions[Number(session) % questions.length]?.post(toQuestion(lastId, session, Number(searchParams.get("id"))));
  });
  server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
  process.on("disconnect", () => process.exit());
}

// A server that is updated while it serves: `label` differs from version to version.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { applyPatch } from "ts-updatable";
import { label } from "./label.js";

const orders = new Map<number, number[]>(Array.from({ length: 1000 }, (_, id) => [id, [id, id + 1, id + 2]]));
const sessions = new Map<string, number>();
let failedUpdates = 0;

function price(id: number): number {
  let sum = 0;
  for (const part of orders.get(id % orders.size) ?? []) sum += part * 3;
  return sum;
}

async function visit(session: string): Promise<number> {
  const visits = (sessions.get(session) ?? 0) + 1;
  await sleep(1);
  sessions.set(session, visits);
  return visits;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://server");
  if (url.pathname === "/state") return void response.end(JSON.stringify({ heap: usedHeap(), failedUpdates }));
  const [session, id] = [url.searchParams.get("session") ?? "", Number(url.searchParams.get("id"))];
  const visits = await visit(session);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ version: label(), price: price(id), visits }));
}

function usedHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** There and back between two versions. */
async function update(patches: readonly string[], everyMs: number): Promise<void> {
  for (let n = 0; ; n++) {
    const { ok } = await applyPatch(patches[n % patches.length] as string);
    if (!ok) failedUpdates++;
    process.send?.("updated");
    await sleep(everyMs);
  }
}

const server = createServer((request, response) => {
  void answer(request, response);
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as { port: number }).port));
process.on("message", ({ patches, everyMs }: { patches: string[]; everyMs: number }) => {
  void update(patches, everyMs);
});
process.on("disconnect", () => process.exit());

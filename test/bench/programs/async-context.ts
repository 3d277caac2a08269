// Async context: what AsyncLocalStorage carries through awaits, callbacks and promise reactions.
import { AsyncLocalStorage } from "node:async_hooks";

export const size = 6_000;

interface Request {
  readonly id: number;
  readonly log: string[];
}

const requests = new AsyncLocalStorage<Request>();
const depths = new AsyncLocalStorage<number>();

function note(text: string): void {
  const request = requests.getStore();
  request?.log.push(`${request.id}:${text}:${depths.getStore() ?? "-"}`);
}

async function load(key: number): Promise<number> {
  note("load");
  await undefined;
  note("loaded");
  return key * 3;
}

async function visit(depth: number, key: number): Promise<number> {
  if (depth === 0) return load(key);
  const value = await depths.run(depth, () => visit(depth - 1, key + depth));
  return value + (depths.getStore() ?? 0);
}

async function answer(id: number): Promise<number> {
  const [a, b] = await Promise.all([visit(3, id), load(id).then((value) => value + (requests.getStore()?.id ?? 0))]);
  note("answer");
  return a + b;
}

export async function run(times: number): Promise<string> {
  let sum = 0;
  let length = 0;
  for (let id = 0; id < times; id++) {
    const request: Request = { id, log: [] };
    sum = (sum + (await requests.run(request, answer, id))) | 0;
    for (const line of request.log) length += line.length;
  }
  return `${sum} ${length} ${requests.getStore()}`;
}

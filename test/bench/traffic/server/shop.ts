// What the servers answer, whatever carries the question: `label` differs from version to version.
import { setTimeout as sleep } from "node:timers/promises";
import { label } from "./label.js";

export interface Answer {
  readonly version: string;
  readonly price: number;
  readonly visits: number;
}

const orders = new Map<number, number[]>(Array.from({ length: 1000 }, (_, id) => [id, [id, id + 1, id + 2]]));
const sessions = new Map<string, number>();

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

export async function order(session: string, id: number): Promise<Answer> {
  const visits = await visit(session);
  return { version: label(), price: price(id), visits };
}

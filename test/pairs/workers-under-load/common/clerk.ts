// A worker: knows how often each of its sessions has asked, and prices.
import { setTimeout as sleep } from "node:timers/promises";
import { channel, type Endpoint } from "ts-updatable";
import { type Answer, itemsOf, type Question, toAnswer } from "./messages.js";

const visits = new Map<string, number>();
const parts = new Map<number, readonly number[]>(Array.from({ length: 1000 }, (_, id) => [id, [id, id + 1, id + 2]]));

function price(items: readonly number[]): number {
  let sum = 0;
  for (const item of items) for (const part of parts.get(item % parts.size) ?? []) sum += part * 3;
  return sum;
}

async function answer(question: Question): Promise<Answer> {
  const { id, session } = question;
  const count = (visits.get(session) ?? 0) + 1;
  await sleep(1);
  visits.set(session, count);
  return toAnswer(id, price(itemsOf(question)), count);
}

export function answerQuestions(endpoint: Endpoint): void {
  const answers = channel<Answer>(endpoint, "answers");
  channel<Question>(endpoint, "questions").on("message", (question) => {
    void answer(question).then((given) => answers.post(given));
  });
}

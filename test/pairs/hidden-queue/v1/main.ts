import { answerLines } from "./ask.js";

class Worker {
  readonly #queue: string[] = [];
  #done = 0;

  post(job: string): void {
    this.#queue.push(job);
  }

  /** Takes one job; the others stay in flight. */
  work(): string {
    const job = this.#queue.shift();
    if (job !== undefined) this.#done++;
    return `v1 ${job ?? "nothing"}`;
  }

  describe(): string {
    return `v1 ${this.#queue.length} in flight: ${this.#queue.join(" ")}; ${this.#done} done`;
  }
}

const worker = new Worker();

function answer(line: string): string {
  const [verb, job = ""] = line.split(" ");
  if (verb === "post") worker.post(job);
  return verb === "work" ? worker.work() : worker.describe();
}

answerLines(answer);

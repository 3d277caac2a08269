// A process that runs tests, one after the other, each in all ways. It may crash or hang: its parent starts another one.
import { WAYS } from "./realm.ts";
import { Test } from "./run-test.ts";
import type { Job } from "./select.ts";
import type { FromWorker, ToWorker } from "./workers.ts";

const root = process.argv[2] as string;

// Errors that nobody handles belong to the test, which has other means to fail.
process.on("unhandledRejection", () => {});
process.on("uncaughtException", () => {});

const send = (message: FromWorker): void => void process.send?.(message);

async function run(job: Job): Promise<void> {
  const test = new Test(root, job);
  for (const way of WAYS) {
    const isStorm = way === "frames" || way === "units";
    if (isStorm && !test.isUpdatable) continue;
    send({ kind: "start", way });
    const { failure, rebuilt } = await test.run(way);
    send({ kind: "end", way, failure, rebuilt });
    if (way === "plain" && failure !== undefined) break;
  }
}

process.on("message", async (message: ToWorker) => {
  if (message.kind === "stop") process.exit(0);
  try {
    await run(message.job);
    send({ kind: "ready" });
  } catch (error) {
    send({ kind: "broken", error: String((error as Error).stack) });
  }
});

send({ kind: "ready" });

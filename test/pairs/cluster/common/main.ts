import cluster from "node:cluster";
import { answerLines } from "./ask.js";
import { serve } from "./serve.js";

function fork(): string {
  const worker = cluster.fork();
  worker.on("listening", ({ port }) => console.log(`worker ${worker.id} listens at ${port}`));
  worker.on("exit", (code, signal) => console.log(`worker ${worker.id} ended: ${signal ?? code}`));
  return `forked ${worker.id}`;
}

/** "fork", or "<number of a worker> <what it is to do>". */
function command(line: string): string {
  const [id = "", what = ""] = line.split(" ");
  if (id === "fork") return fork();
  cluster.workers?.[id]?.send(what);
  return `told ${id}`;
}

if (cluster.isPrimary) {
  answerLines(command);
  process.stdin.on("end", () => {
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill("SIGKILL");
  });
} else {
  serve();
}

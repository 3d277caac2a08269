// What emitted code imports: the registry, and nothing else until an update may come. Start-up is part of the cost.
import { appendFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isMainThread } from "node:worker_threads";

export { registerModule as module } from "./registry.js";

// Loaded synchronously: the program may go into a loop at once and never return.
const require = createRequire(import.meta.url);

const socket = process.env["TS_UPDATABLE_SOCKET"] || process.env["TS_UPDATABLE_JOIN"];
if (!isMainThread) (require("./worker.js") as typeof import("./worker.js")).joinProgram();
else if (socket !== undefined && socket !== "") {
  const { listen } = require("./control/listen.js") as typeof import("./control/listen.js");
  const { handle, isBusy } = require("./handle.js") as typeof import("./handle.js");
  listen({ socket }, handle, isBusy);
}

const storm = process.env["TS_UPDATABLE_STORM"];
if (storm === "frames" || storm === "units") {
  const { startStorm } = require("./storm.js") as typeof import("./storm.js");
  const every = Number(process.env["TS_UPDATABLE_STORM_EVERY"] ?? 0);
  const seed = Number(process.env["TS_UPDATABLE_STORM_SEED"] ?? 1);
  const report = startStorm(storm, every > 0 ? { every, seed } : undefined);
  const target = process.env["TS_UPDATABLE_STORM_REPORT"];
  const tell = (text: string): void => {
    if (target?.includes("/")) appendFileSync(target, `${text}\n`);
    else console.error(`storm: ${text}`);
  };
  if (target !== undefined) process.on("exit", () => tell(JSON.stringify(report)));
}

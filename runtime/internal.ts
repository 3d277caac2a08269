// What emitted code imports. Opens the control socket when the environment asks for one.
import { isMainThread } from "node:worker_threads";
import { listen } from "./control/listen.js";
import { handle } from "./handle.js";
import { startStorm } from "./storm.js";

export { registerModule as module } from "./registry.js";

const socket = process.env["TS_UPDATABLE_SOCKET"];
if (socket !== undefined && socket !== "" && isMainThread) listen({ socket }, handle);

const storm = process.env["TS_UPDATABLE_STORM"];
if (storm === "frames" || storm === "units") {
  const report = startStorm(storm);
  if (process.env["TS_UPDATABLE_STORM_REPORT"] !== undefined) process.on("exit", () => console.error(`storm: ${JSON.stringify(report)}`));
}

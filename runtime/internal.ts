// What emitted code imports: the registry, and nothing else until an update may come. Start-up is part of the cost.
import { load } from "./registry.js";

export { registerModule as module } from "./registry.js";

/** A worker's `process.chdir` says that it may not be called. To ask `node:worker_threads` would take longer than all else here. */
const isWorker = "disabled" in process.chdir;

/**
 * V8 compiles a function when it is first called, unless it is told otherwise while it reads the text. The first update would keep the program
 * for 4 ms longer. (`npm run bench -- --only ticks`)
 */
function loadCompiled(file: string): unknown {
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  setFlagsFromString("--no-lazy");
  try {
    return load(file);
  } finally {
    setFlagsFromString("--lazy");
  }
}

const socket = process.env["TS_UPDATABLE_SOCKET"] || process.env["TS_UPDATABLE_JOIN"];
if (isWorker) (load("./worker.js") as typeof import("./worker.js")).joinProgram();
else if (socket !== undefined && socket !== "") {
  const { listen } = load("./control/listen.js") as typeof import("./control/listen.js");
  const { handle, isBusy } = loadCompiled("./handle.js") as typeof import("./handle.js");
  listen({ socket }, handle, isBusy);
  if (process.env["TS_UPDATABLE_INHERIT"] !== undefined) (load("./inherited.js") as typeof import("./inherited.js")).startInherited();
}

const storm = process.env["TS_UPDATABLE_STORM"];
if (storm === "frames" || storm === "units") {
  const { startStorm } = load("./storm.js") as typeof import("./storm.js");
  const every = Number(process.env["TS_UPDATABLE_STORM_EVERY"] ?? 0);
  const seed = Number(process.env["TS_UPDATABLE_STORM_SEED"] ?? 1);
  const report = startStorm(storm, every > 0 ? { every, seed } : undefined);
  const target = process.env["TS_UPDATABLE_STORM_REPORT"];
  const tell = (text: string): void => {
    if (target?.includes("/")) process.getBuiltinModule("node:fs").appendFileSync(target, `${text}\n`);
    else console.error(`storm: ${text}`);
  };
  if (target !== undefined) process.on("exit", () => tell(JSON.stringify(report)));
}

import { spawnSync } from "node:child_process";
import { parentPort } from "node:worker_threads";
import { pause } from "./pause.js";
import { version } from "./version.js";

let level = 0;

function show(): string {
  return `v1 ${level}`;
}

/** Below a call that no update can move. */
function wait(): void {
  [1].forEach(() => {
    while (version() === 1) pause(2);
  });
}

function hear(line: string): void {
  if (line === "wait") wait();
  if (line === "block") spawnSync("sh", ["-c", 'while [ ! -e "$FREE" ]; do sleep 0.05; done']);
  if (line === "leave") process.exit(4);
  if (/^\d+$/.test(line)) level = Number(line);
  parentPort?.postMessage(`worker ${show()}`);
}

parentPort?.on("message", hear);
parentPort?.postMessage("worker is ready");

import { existsSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { pause } from "./pause.js";
import { say } from "./say.js";

interface Given {
  readonly name: string;
  readonly cells: Int32Array<SharedArrayBuffer>;
}

const { name, cells } = workerData as Given;
const [released, free] = [process.env["RELEASED"] ?? "", process.env["FREE"] ?? ""];

function turn(): void {
  if (Atomics.exchange(cells, 0, 2) < 2) say("v2 runs");
  pause(5);
}

/** Below a call that no update can move. */
function keep(): void {
  [1, 2].forEach(() => {
    while (!existsSync(released)) {
      turn();
      if (existsSync(free)) process.exit(3);
    }
  });
}

function run(): void {
  Atomics.store(cells, 0, 1);
  say(`${name} runs`);
  if (name === "slow") keep();
  for (;;) {
    turn();
    if (existsSync(free) && Atomics.exchange(cells, 2, 1) === 0) Atomics.notify(cells, 2);
  }
}

run();

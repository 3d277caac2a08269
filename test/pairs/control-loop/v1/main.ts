import { stay } from "./stay.js";

interface Controller {
  level: number;
  readonly decisions: string[];
}

/** On and off with a hysteresis: each decision depends on those before. */
function decide(state: Controller, tick: number): string {
  const inflow = (tick * 7) % 5;
  const isOpen = state.level > 40;
  state.level += inflow - (isOpen ? 3 : 0);
  return `v1 ${isOpen ? "open" : "shut"} ${state.level}`;
}

function step(state: Controller, tick: number): void {
  state.decisions.push(decide(state, tick));
}

function run(): void {
  const state: Controller = { level: 0, decisions: [] };
  let tick = 0;
  const timer = setInterval(() => {
    step(state, tick++);
    if (tick === 50) console.log("running");
    if (!process.stdin.readableEnded) return;
    clearInterval(timer);
    console.log(JSON.stringify(state.decisions));
  }, 1);
}

run();
stay();

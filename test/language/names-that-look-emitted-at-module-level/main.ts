import { tick } from "../shared/tick.js";

const $h = { f0: "mine", pending: false };
const $m = { holder: $h, signal: 1 };
let $module = 0;
const $start = (): number => 7;

function loop(): string {
  for (let i = 0; i < 3; i++) $module += tick($start());
  return `${$h.f0} ${$m.signal} ${$module} ${$h.pending}`;
}

console.log(loop());

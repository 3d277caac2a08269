import { tick } from "../shared/tick.js";
import * as all from "./exports.js";
import makeDefault, { count, increment, list as renamed, total } from "./exports.js";

function use(): string {
  const log: unknown[] = [];
  for (let i = 0; i < 3; i++) {
    log.push(count, increment(), tick(all.count), total());
  }
  return log.join();
}

async function dynamic(): Promise<string> {
  const { late, default: value } = await import("./late.js");
  return `${late()} ${value} ${(await import("./late.js")).late === late}`;
}

console.log(use(), renamed.join(), makeDefault(2), Object.keys(all).sort().join());
console.log(await_less());
dynamic().then(console.log);

function await_less(): string {
  return `${typeof all.default} ${all.default.name} ${all.Class.name} ${new all.Class().read()} ${all.constant}`;
}

import { measure, startChild, update, updateAll } from "./updates.js";

const times = Number(process.env["TIMES"]);
/** As many as it takes until V8 has compiled all that an update runs. */
const WARM_UP = 400;

let release: (said: string) => void = () => undefined;

function version(): string {
  return "v1";
}

async function park(n: number): Promise<string> {
  const before = version();
  const said = await new Promise<string>((resolve) => (release = resolve));
  return `${said} ${n}: ${before}, then v1`;
}

async function main(): Promise<void> {
  const parked = park(7);
  await updateAll(1, WARM_UP);
  const before = await measure();
  await updateAll(WARM_UP + 1, WARM_UP + times);
  const growth = ((await measure()) - before) / times;
  console.log(growth < 1536 ? "memory is flat" : `each update keeps ${Math.round(growth)} bytes`);
  await update(WARM_UP + times + 1);
  startChild();
  release("awake");
  console.log(await parked);
}

void main();

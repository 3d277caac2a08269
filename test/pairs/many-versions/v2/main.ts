import { spawnSync } from "node:child_process";
import { applyPatch } from "ts-updatable";

const times = Number(process.env["TIMES"]);
/** As many as it takes until V8 has compiled all that an update runs. */
const WARM_UP = 400;

const patches = [process.env["BACK"] ?? "", process.env["THERE"] ?? ""];
let release: (said: string) => void = () => undefined;

function version(): string {
  return "v2";
}

async function park(n: number): Promise<string> {
  const before = version();
  const said = await new Promise<string>((resolve) => (release = resolve));
  return `${said} ${n}: ${before}, then v2`;
}

/** Weak references let go between turns of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function update(n: number): Promise<void> {
  const { ok, error } = await applyPatch(patches[n % 2] as string);
  if (!ok) throw new Error(error?.message);
  await turn();
}

async function collect(): Promise<void> {
  for (let n = 0; n < 3; n++) {
    await turn();
    globalThis.gc?.();
  }
}

/** Code that was collected is forgotten with the next updates. */
async function measure(): Promise<number> {
  await collect();
  for (let n = 0; n < 2; n++) await update(n + 1);
  await collect();
  return process.memoryUsage().heapUsed;
}

/** Says now and then that it is still at it. */
async function updateAll(from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n++) {
    await update(n);
    if (n % 100 === 0) console.log(`${n} updates`);
  }
}

/** The way to the version in force is in the environment of children: no other one than what a system gives to a process would start. */
function startChild(): void {
  const { error, status } = spawnSync(process.execPath, ["--version"]);
  const characters = process.env["TS_UPDATABLE_INHERIT"]?.length ?? 0;
  console.log(status === 0 && characters < 10_000 ? "a child starts" : `a child is left ${characters} characters: ${error}`);
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

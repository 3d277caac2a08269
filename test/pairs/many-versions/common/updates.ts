import { spawnSync } from "node:child_process";
import { applyPatch } from "ts-updatable";

const patches = [process.env["BACK"] ?? "", process.env["THERE"] ?? ""];

/** Weak references let go between turns of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function update(n: number): Promise<void> {
  const { ok, error } = await applyPatch(patches[n % 2] as string);
  if (!ok) throw new Error(error?.message);
  await turn();
}

/** Says now and then that it is still at it. */
export async function updateAll(from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n++) {
    await update(n);
    if (n % 100 === 0) console.log(`${n} updates`);
  }
}

async function collect(): Promise<void> {
  for (let n = 0; n < 3; n++) {
    await turn();
    globalThis.gc?.();
  }
}

/** Code that was collected is forgotten with the next updates. */
export async function measure(): Promise<number> {
  await collect();
  for (let n = 0; n < 2; n++) await update(n + 1);
  await collect();
  return process.memoryUsage().heapUsed;
}

/** The way to the version in force is in the environment of children: no other one than what a system gives to a process would start. */
export function startChild(): void {
  const { error, status } = spawnSync(process.execPath, ["--version"]);
  const characters = process.env["TS_UPDATABLE_INHERIT"]?.length ?? 0;
  console.log(status === 0 && characters < 10_000 ? "a child starts" : `a child is left ${characters} characters: ${error}`);
}

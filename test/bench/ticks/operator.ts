// Starts a control loop and looks at its ticks at some moments, at each of which it is updated if there are patches. Prints JSON.
//
//   node operator.ts CONTROLLER.js [PATCH PATCH]     with patches: updates there and back over the control socket
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "../../../dist/runtime/control/client.js";
import type { Tick } from "./controller/main.js";

export const MOMENTS = 20;
/** How long the ticks that follow a moment belong to it; longer only where the update takes longer. */
export const WINDOW_MS = 100;
const WARM_UP_MS = 2000;
const EVERY_MS = 200;
const PERIOD_MS = 1;

/** The ticks of a window: by how many milliseconds each came late, and the CPU time that the loop's thread had used since the one before. */
export interface Window {
  readonly late: readonly number[];
  readonly cpu: readonly number[];
}

export interface Ticking {
  readonly failed: readonly string[];
  readonly windows: readonly Window[];
}

const rules: Readonly<Record<number, { readonly limit: number; readonly flow: number }>> = {
  1: { limit: 40, flow: 3 },
  2: { limit: 60, flow: 4 },
};

/** The first tick that was not decided as the rules of its version say, or before an update that came first. */
function findWrong(ticks: readonly Tick[]): string | undefined {
  let level = 0;
  for (const [tick, [, , version, decided]] of ticks.entries()) {
    const { limit, flow } = rules[version]!;
    level += ((tick * 7) % 5) - (level > limit ? flow : 0);
    if (level !== decided) return `tick ${tick} was decided otherwise: ${decided}, not ${level}`;
  }
  return undefined;
}

interface Moment {
  readonly begin: number;
  readonly end: number;
}

function windowFrom(ticks: readonly Tick[], { begin, end }: Moment): Window {
  const found = ticks.flatMap(([at, cpu], n) => {
    const [before, cpuBefore] = ticks[n - 1] ?? [at, cpu];
    return at < begin || at > end ? [] : [{ late: at - before - PERIOD_MS, cpu: cpu - cpuBefore }];
  });
  return { late: found.map(({ late }) => late), cpu: found.map(({ cpu }) => cpu) };
}

const now = (): number => performance.timeOrigin + performance.now();

async function operate(file: string, patches: readonly string[]): Promise<Ticking> {
  const folder = mkdtempSync(join(tmpdir(), "ticks-"));
  const socket = join(folder, "app.sock");
  const env = { ...process.env, TS_UPDATABLE_SOCKET: socket, TS_UPDATABLE_LOG: "off" };
  const controller = fork(file, { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(controller, "message");
  await sleep(WARM_UP_MS);
  const [moments, failed]: [Moment[], string[]] = [[], []];
  for (let n = 0; n < MOMENTS; n++) {
    const begin = now();
    const path = patches[n % patches.length];
    const { error } = path === undefined ? {} : await request(socket, "apply", { path });
    const end = now();
    if (error !== undefined) failed.push(`update ${n}: ${error.message}`);
    await sleep(EVERY_MS);
    moments.push({ begin, end: Math.max(begin + WINDOW_MS, end) });
  }
  controller.send("end");
  const [ticks] = (await once(controller, "message")) as [readonly Tick[]];
  rmSync(folder, { recursive: true, force: true });
  const wrong = findWrong(ticks);
  if (wrong !== undefined) failed.push(wrong);
  const versions = ticks.filter(([, , version], n) => n > 0 && version !== ticks[n - 1]![2]).length;
  if (versions !== (patches.length > 0 ? MOMENTS : 0)) failed.push(`${versions} ticks were the first at another version`);
  return { failed, windows: moments.map((moment) => windowFrom(ticks, moment)) };
}

if (import.meta.main) {
  const [file = "", ...patches] = process.argv.slice(2);
  process.stdout.write(JSON.stringify(await operate(file, patches)));
  process.exit();
}

// Each thread updates itself: when it has come to certain numbers, or when the other one says so.
import type { MessagePort } from "node:worker_threads";
import { applyPatch, rollback } from "ts-updatable";

export type Names = "ping" | "pong";

interface Plan {
  /** Numbers at which a thread updates itself, in order. */
  readonly moments: Readonly<Record<Names, readonly number[]>>;
  /** Used in turn; `rollback` goes back. */
  readonly patches: readonly string[];
  /** The moments of `pong` are told by `ping`: where messages are held, `pong` does not come to any number. */
  readonly isPongTold?: boolean;
}

const plan = JSON.parse(process.env["PLAN"] ?? "{}") as Plan;
let asked = 0;
let over: Promise<unknown> = Promise.resolve();

export function updateAt(name: Names, n: number): void {
  if ((name === "ping" || plan.isPongTold !== true) && n === plan.moments[name][asked]) update();
}

const next = (patch: string): ReturnType<typeof rollback> =>
  patch === "rollback" ? rollback({ timeoutMs: 30_000 }) : applyPatch(patch, { timeoutMs: 30_000 });

function update(): void {
  const patch = plan.patches[asked % plan.patches.length] as string;
  asked++;
  over = over.then(() => next(patch)).then(({ error }) => error && console.log(error.message));
}

/** Plain messages beside those of the channel. */
export function tellPong(port: MessagePort, n: number): void {
  if (plan.isPongTold === true && plan.moments.pong.includes(n)) port.postMessage("update");
}

export function hearPing(port: MessagePort): void {
  if (plan.isPongTold === true) port.on("message", (message: unknown) => message === "update" && update());
}

export async function updatesOver(): Promise<number> {
  await over;
  return asked;
}

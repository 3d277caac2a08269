// Each thread updates itself, when it has come to certain numbers.
import { applyPatch } from "ts-updatable";

export type Names = "ping" | "pong";

interface Plan {
  /** Numbers at which a thread updates itself, in order. */
  readonly moments: Readonly<Record<Names, readonly number[]>>;
  /** Used in turn. */
  readonly patches: readonly string[];
}

const plan = JSON.parse(process.env["PLAN"] ?? "{}") as Plan;
let asked = 0;
let over: Promise<unknown> = Promise.resolve();

export function updateAt(name: Names, n: number): void {
  if (n !== plan.moments[name][asked]) return;
  const patch = plan.patches[asked % plan.patches.length] as string;
  asked++;
  over = over.then(() => applyPatch(patch, { timeoutMs: 30_000 })).then(({ error }) => error && console.log(error.message));
}

export async function updatesOver(): Promise<number> {
  await over;
  return asked;
}

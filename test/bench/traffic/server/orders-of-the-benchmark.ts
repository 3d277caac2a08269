// What the benchmark asks of a server, over the channel between the two processes: updates, and how it is doing.
import { setTimeout as sleep } from "node:timers/promises";
import { applyPatch } from "ts-updatable";

export type Order =
  | { readonly kind: "state" }
  | { readonly kind: "update"; readonly patches: readonly string[]; readonly count: number; readonly everyMs: number };

export type Told =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "updated" }
  | { readonly kind: "state"; readonly heap: number; readonly cpu: number; readonly failedUpdates: number };

let failedUpdates = 0;

const tell = (told: Told): void => void process.send?.(told);

/** There and back between two versions. */
async function update(patches: readonly string[], count: number, everyMs: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const { ok } = await applyPatch(patches[n % patches.length] ?? "");
    if (!ok) failedUpdates++;
    tell({ kind: "updated" });
    await sleep(everyMs);
  }
}

function tellState(): void {
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  tell({ kind: "state", heap: process.memoryUsage().heapUsed, cpu: (user + system) / 1000, failedUpdates });
}

export function obey(port: number): void {
  process.on("message", (order: Order) => {
    if (order.kind === "state") tellState();
    else void update(order.patches, order.count, order.everyMs);
  });
  process.on("disconnect", () => process.exit());
  tell({ kind: "listening", port });
}

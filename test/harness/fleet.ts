// Several processes that share a control socket, as `status` and the answers of updates show them.
import { setTimeout as sleep } from "node:timers/promises";
import type { ApplyAnswer, StatusAnswer } from "../../runtime/contract/protocol.ts";
import type { Running } from "./pairs-run.ts";

/** Resolves when so many processes run the version of the one that listens. */
export async function settled(program: Running, count: number): Promise<StatusAnswer> {
  for (;;) {
    const status = await program.status();
    const { version, processes = [] } = status;
    if (processes.length === count && processes.every((one) => one.ok && one.version === version)) return status;
    await sleep(50);
  }
}

/** Name, state and whether all is well, of each process. */
export function statesOf({ processes = [] }: Pick<ApplyAnswer, "processes">): readonly (readonly [string, string | undefined, boolean])[] {
  return processes.map(({ name, state, ok }) => [name, state, ok] as const);
}

export function versionsOf({ processes = [] }: Pick<ApplyAnswer, "processes">): readonly string[] {
  return [...new Set(processes.map(({ version }) => version))];
}

export function pidOf(name: string, { processes = [] }: Pick<ApplyAnswer, "processes">): number {
  return processes.find((one) => one.name === name)?.pid as number;
}

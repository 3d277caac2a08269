// What a thread is asked to do with itself, outside of its channels.
import { applyPatch, rollback, status } from "ts-updatable";

export async function obey(thread: string, [verb = "", patch = ""]: readonly string[]): Promise<void> {
  if (verb === "apply") tell((await applyPatch(patch, { timeoutMs: 30_000 })).error?.message);
  if (verb === "rollback") tell((await rollback({ timeoutMs: 30_000 })).error?.message);
  if (verb === "held") console.log(`${thread} holds ${JSON.stringify(status().held ?? [])}`);

  function tell(problem: string | undefined): void {
    console.log(`${thread} ${verb} ${problem ?? "done"}`);
  }
}

// A thread or process that starts in a version that came by patches: its first module is loaded in the build that these began with.
import type { ApplyAnswer } from "./contract/protocol.js";
import { beginUpdate, whenSettled } from "./engine.js"; // which also has modules catch up as they are loaded
import { log } from "./events.js";
import { applyLater } from "./load/activate.js";
import { type LoadedPatch, loadPatch } from "./load/load-patch.js";
import { mannerOf } from "./pending.js";
import { checkBase } from "./prepare.js";
import { history } from "./this-process.js";

/** How long a change that cannot be made while modules are loaded may wait for its moment. */
const WAIT_MS = 60_000;

/**
 * Every module that is loaded from here on begins with what the patches made of it. To be called when the first module has registered, which
 * tells the version, and before it runs. Where a patch changes what only a module that has run has (classes), the thread begins in the version
 * before it, and is updated as soon as it comes to its event loop.
 * @param folders of patches, oldest first
 */
export function startAt(folders: readonly string[]): void {
  let done = 0;
  try {
    for (const folder of folders) {
      const loaded = loadPatch(folder);
      checkBase(loaded.patch);
      if (needsModules(loaded)) break;
      history.enter(loaded, applyLater(history, loaded));
      done++;
    }
  } catch (error) {
    return tellLeft((error as Error).message);
  }
  const left = folders.slice(done);
  if (left.length > 0) setImmediate(() => void bringUp(left));
}

const needsModules = ({ patch: { modules, asynchronous = [] } }: LoadedPatch): boolean =>
  asynchronous.length > 0 || modules.some(({ classes = [] }) => classes.length > 0);

async function bringUp(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const request = { ...mannerOf({}, "engine"), folder, direction: "forward" } as const;
    const { ok, error }: ApplyAnswer = beginUpdate(request) ?? (await whenSettled(WAIT_MS));
    if (!ok && error?.code === "UPDATE_IN_PROGRESS") return; // whoever asks for that brings it up
    if (!ok && error?.code !== "ALREADY_IN_FORCE") return tellLeft(error?.message ?? "");
  }
}

function tellLeft(why: string): void {
  const text = `it runs version ${history.version}, and not the one in which it should have started: ${why}`;
  history.warnings.push(text);
  log(text);
}

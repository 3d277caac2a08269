// What the channels of one thread share: its version, the patches that it knows of, and what waits.
import type { HeldMessages } from "../contract/protocol.js";
import { addListener } from "../events.js";
import { history } from "../this-process.js";
import { pinnedWorld } from "../versions/work.js";
import { KnownSteps } from "./known-steps.js";
import { readers } from "./readers.js";
import { Ways } from "./ways.js";

export const steps: KnownSteps = new KnownSteps(history);
export const ways: Ways = new Ways(steps);

/** The version at which what runs now posts and receives; empty where no module is updatable. The version is read last. */
export const versionHere = (): string => pinnedWorld()?.version ?? history.version;

/** What holds messages. */
interface Waiting {
  readonly held: HeldMessages | undefined;
  deliver(): void;
}

/** Those that have something to deliver. */
export const inboxes: Set<Waiting> = new Set();

export const heldMessages = (): readonly HeldMessages[] => [...inboxes].flatMap(({ held }) => held ?? []);

addListener(({ step }) => {
  if (step !== "in-force" && step !== "refused") return;
  void steps.size; // a rollback would take the patch out of the history
  deliverAll();
});
readers.onFree = deliverAll;

function deliverAll(): void {
  for (const inbox of [...inboxes]) inbox.deliver();
}

// What updates tell while they happen: to listeners of the program, to node:diagnostics_channel, and to the operator's log.
import { channel } from "node:diagnostics_channel";
import { writeSync } from "node:fs";
import { isMainThread, threadId } from "node:worker_threads";
import type { ApplyAnswer, Stale } from "./contract/protocol.js";

/** A step of one update. Versions are build ids. */
export type UpdateEvent =
  /** It was asked for and its patch was read; nothing has changed yet. */
  | { readonly step: "prepared"; readonly from: string; readonly to: string }
  /** It cannot be made at this moment. Told when what it waits for changes. */
  | { readonly step: "waiting"; readonly from: string; readonly to: string; readonly blockers: readonly Stale[] }
  /** Frames are about to leave their old code. */
  | { readonly step: "saving"; readonly from: string; readonly to: string; readonly frames: number }
  /** It is in force. */
  | { readonly step: "in-force"; readonly from: string; readonly to: string; readonly answer: ApplyAnswer }
  /** It was refused, undone or given up: the program goes on at `from`. `to` is empty where its patch could not be read. */
  | { readonly step: "refused"; readonly from: string; readonly to: string; readonly answer: ApplyAnswer };

export type UpdateListener = (event: UpdateEvent) => void;

/** Each step is published on `ts-updatable:update`. */
export const UPDATE_CHANNEL = "ts-updatable:update";

const STDERR = 2;
const published = channel(UPDATE_CHANNEL);
const listeners = new Set<UpdateListener>();

/** @returns a function that ends the listening */
export function addListener(listener: UpdateListener): () => void {
  // A function of its own, so that the same listener may be added twice.
  const entry: UpdateListener = (event) => listener(event);
  listeners.add(entry);
  return () => void listeners.delete(entry);
}

/**
 * Listeners are called when the program's stack is empty, in order: the update is over or on its way, and nothing they throw can
 * change that. Subscribers of the channel are called at once.
 */
export function tell(event: UpdateEvent): void {
  if (published.hasSubscribers) published.publish(event);
  for (const listener of listeners) queueMicrotask(() => listener(event));
  if (event.step === "in-force") log(describeSuccess(event.answer, event.from));
  if (event.step === "refused") log(describeRefusal(event));
}

/** One line on standard error, unless `TS_UPDATABLE_LOG` is `off`. */
export function log(text: string): void {
  if (process.env["TS_UPDATABLE_LOG"] === "off") return;
  try {
    writeSync(STDERR, `ts-updatable: ${isMainThread ? "" : `worker ${threadId}: `}${text}\n`); // not the stream: one that is closed would raise an error in the program
  } catch {
    // nobody reads it
  }
}

function describeSuccess(
  { version, moved = [], ended = [], replaced = [], stale, pauseMs, reachedAfterMs, policy, overrides = [] }: ApplyAnswer,
  from: string,
): string {
  const old = stale.length === 0 ? "" : `, ${stale.reduce((sum, { count }) => sum + count, 0)} calls still in old code`;
  const ends = ended.map(({ how, function: name, at, count }) => `, ${count} ${how}: ${name} at ${at}`).join("");
  const rules = overrides.length === 0 ? "" : `, overridden: ${overrides.map(({ rule }) => rule).join(", ")}`;
  return `version ${version} is in force (before: ${from}; ${policy}${rules}, ${replaced.length} functions, ${moved.length} calls moved${ends}${old}, reached after ${reachedAfterMs} ms, pause ${pauseMs} ms)`;
}

function describeRefusal({ answer: { error }, from, to }: Extract<UpdateEvent, { step: "refused" }>): string {
  const what = to === "" ? "a patch" : `the update to ${to}`;
  return `${what} was refused, version ${from} goes on: ${error?.message} [${error?.code}]`;
}

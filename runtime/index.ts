// The public API of the runtime, for programs that steer their own updates.
import type { Server } from "node:net";
import { resolve } from "node:path";
import { reachUpdatePoint } from "./attempt.js";
import { checkpointing } from "./checkpoint/load.js";
import { confirm as confirmUpdate } from "./confirm.js";
import type { ApplyAnswer, ApplyParams, CheckpointAnswer, CheckpointParams, StatusAnswer, UpdateParams } from "./contract/protocol.js";
import { DEFAULT_TIMEOUT_MS } from "./contract/protocol.js";
import { type Listener, type ListenOptions, listen as listenOn } from "./control/listen.js";
import { isTimeout, MAX_TIMEOUT_MS } from "./control/params.js";
import { beginRollback, beginUpdate, loadBeside, whenSettled } from "./engine.js";
import { addListener, type UpdateListener } from "./events.js";
import { handle, isBusy } from "./handle.js";
import type { HandOverAnswer, HandOverOptions } from "./handover/hand-over.js";
import type { SocketOptions } from "./handover/take-over.js";
import { type Channel, openChannel } from "./messages/channel.js";
import type { Endpoint } from "./messages/endpoint.js";
import { mannerOf } from "./pending.js";
import { regions } from "./regions.js";
import { signal } from "./state.js";
import { status as readStatus } from "./status.js";
import { history, probation } from "./this-process.js";
import { convertSaved, type SavedBy } from "./versions/saved-values.js";
import { findVersion, placeOf, runWithin, Version } from "./versions/versions.js";

export type {
  AfterDeadline,
  ApplyAnswer,
  CheckpointAnswer,
  EndedCall,
  ErrorAnswer,
  HeldMessages,
  MovedFrame,
  Policy,
  Probation,
  Stale,
  StatusAnswer,
} from "./contract/protocol.js";
export type { Listener, ListenOptions } from "./control/listen.js";
export { defineStateTransformers } from "./define.js";
export { defineInvariants, type Invariants } from "./define-invariants.js";
export { type CallPolicies, definePolicies } from "./define-policies.js";
export { UPDATE_CHANNEL, type UpdateEvent, type UpdateListener } from "./events.js";
export type { HandOverAnswer, HandOverOptions } from "./handover/hand-over.js";
export type { SocketOptions } from "./handover/take-over.js";
export type { Channel } from "./messages/channel.js";
export type { Endpoint } from "./messages/endpoint.js";
export { UpdateAborted } from "./update-aborted.js";
export type { SavedBy } from "./versions/saved-values.js";
export type { Version, VersionedModule } from "./versions/versions.js";

/** How an update is to be made. */
export type UpdateOptions = UpdateParams;

/** How a patch is to be landed; with `confirmWithinMs` it is on probation until {@link confirm}. */
export type ApplyOptions = ApplyParams;

/**
 * Opens the control socket, as the environment variable `TS_UPDATABLE_SOCKET` does; a child of the process that listens there joins it.
 * Never throws; what stands in the way is told by `ready()` of the result and on standard error.
 */
export function listen(options: ListenOptions): Listener {
  return listenOn(options, handle, isBusy);
}

/**
 * Lands a patch in this process. The calling function itself may change: it then goes on in its new code when this call returns.
 * @param path folder that `ts-updatable diff` wrote
 * @returns the answer when the patch is in force or refused; refusals do not reject, see `error` of the answer
 */
export function applyPatch(path: string, options: ApplyOptions = {}): Promise<ApplyAnswer> {
  const { confirmWithinMs } = options;
  if (confirmWithinMs !== undefined && !isTimeout(confirmWithinMs))
    throw new RangeError(`confirmWithinMs is ${confirmWithinMs}: it must be a whole number of milliseconds from 0 to ${MAX_TIMEOUT_MS}.`);
  return update(() => beginUpdate({ ...mannerOf(options, "engine"), folder: path, direction: "forward", confirmWithinMs }), options);
}

/** Goes back to the version before, as an update in the other direction. Answers like {@link applyPatch}. */
export function rollback(options: UpdateOptions = {}): Promise<ApplyAnswer> {
  return update(() => beginRollback(mannerOf(options, "engine")), options);
}

/**
 * Keeps the version that is on probation. The answer has an error where none is, or where it is too late.
 * @param version only if it is this one
 */
export function confirm(version?: string): ApplyAnswer {
  const answer = confirmUpdate(version);
  void probation.record();
  return answer;
}

/** The answer of an update that is in force comes when that is on disk. */
async function recorded(answer: ApplyAnswer): Promise<ApplyAnswer> {
  if (!answer.ok || answer.dryRun === true) return answer;
  const warnings = await probation.record();
  return warnings.length === 0 ? answer : { ...answer, warnings };
}

function update(begin: () => ApplyAnswer | undefined, options: UpdateOptions): Promise<ApplyAnswer> {
  const answer = begin();
  if (answer !== undefined) return recorded(answer);
  const settled = whenSettled(options.timeoutMs ?? DEFAULT_TIMEOUT_MS).then(recorded);
  // The caller stands at a call point: as good as a loop head.
  if (reachUpdatePoint(() => settled)) throw signal;
  return settled;
}

/** Version in force, code that can still run older versions, and what blocks a pending update. */
export function status(): StatusAnswer {
  return readStatus();
}

/**
 * Converts a value that an older version of the program has saved, as updates would have converted it while it was held: through the state
 * transformers under one key of all patches between the two versions. Save `status().version` beside the value.
 * @returns rejects where no patch leads on, or a transformer fails
 */
export function convert(value: unknown, saved: SavedBy): Promise<unknown> {
  return convertSaved(value, saved, readStatus().version);
}

/**
 * Opens a channel on an endpoint: messages of one type, to a thread or process that may run another version of this program. Each carries the
 * version of its sender, and is delivered at that of its receiver: as it is, through the transformers under `channel:NAME` of the patches between
 * the two, or, where neither is possible, later; `status` lists what is held. Plain messages on the same endpoint are not touched.
 *
 *     const orders = channel<Order>(parentPort, "orders");
 *     orders.on("message", (order) => …);
 *     orders.post(order);
 *
 * @typeParam Message what is posted, in both directions: `ts-updatable diff` compares it between two versions
 * @param endpoint a `Worker`, `parentPort`, `MessagePort`, `BroadcastChannel`, `ChildProcess`, `process` or worker of `node:cluster`. Throws a
 * `TypeError` for anything else. The other end runs a build of the same project
 * @param name the same at both ends; a literal, or `diff` cannot compare its messages and they are delivered as they are
 */
export function channel<Message = unknown>(endpoint: Endpoint, name: string): Channel<Message> {
  return openChannel(endpoint, name) as unknown as Channel<Message>;
}

/**
 * An update point of the program's own. With a label, its frame finds its place in a new version by that label,
 * wherever the code around it has moved.
 */
export function updatePoint(_label?: string): void {
  if (reachUpdatePoint(() => undefined)) throw signal;
}

/** A transaction's own settings. */
export interface TransactionOptions {
  /** Name by which `status` and refusals speak of it. Default: the function that called `transaction`. */
  readonly label?: string;
  /** Updates wait for it whatever their deadline is: it holds what no update may meet half done, such as a lock. */
  readonly noUpdate?: boolean;
}

/**
 * Runs `fn` at one version, the one in force when it begins, also across `await`. An update that is asked for meanwhile waits, and names
 * the transactions it waits for (with policy `finish-old` it does not: the transaction stays at its version); code outside of transactions
 * goes on. While it waits, an async `fn` (or one that was asynchronous before) that is not part of a transaction already begins after the
 * update. Policy `drain` ends the waiting at its deadline. With `noUpdate` every update waits.
 * @returns what `fn` returns; where that is a promise, the transaction ends when it settles
 */
export function transaction<T>(fn: () => T, options: TransactionOptions = {}): T {
  return regions.run(fn, options, transaction);
}

/**
 * Runs `fn` at a version, whichever is in force: all that it calls, awaits and starts (timers, reactions, listeners) runs the functions of that
 * version; work outside goes on as before. What a version cannot have of its own is state: module variables and objects are shared.
 * @param version build id: of the version in force, or one that is alive; others are an error (`NOT_ALIVE`, `PINNED_STATE`)
 * @returns what `fn` returns
 */
export function runWith<T>(version: string, fn: () => T): T {
  return runWithin(history, findVersion(history, version), fn, placeOf(history, runWith));
}

/**
 * A version as a value: it stays alive as long as this object does.
 * @param id build id; default: the version in force
 */
export function version(id: string = history.version): Version {
  return new Version(history, findVersion(history, id));
}

/**
 * Loads the version that a patch leads to without bringing it into force. It is alive as long as the result is, or work that is pinned to it.
 * Initialisers of its new module variables run. Throws where the patch is for another version, or changes state that both would use.
 * @param path folder that `ts-updatable diff` wrote
 */
export function loadVersion(path: string): Version {
  return new Version(history, loadBeside(path));
}

/**
 * Marks the place where a call does what must not be done twice. From there on no update restarts the call, nor one that waits for it;
 * `what` is for those who read the code. Nothing is done when it runs: `ts-updatable diff` looks for the places.
 */
export function impure(_what?: string): void {}

/**
 * Calls `listener` for every step of every update: `prepared`, `waiting`, `saving`, `in-force`, `refused`. It is called when the
 * program's stack is empty, after the fact, and cannot stop an update. The same events are published, at once, on the channel
 * {@link UPDATE_CHANNEL} of `node:diagnostics_channel`.
 * @returns a function that ends the listening
 */
export function onUpdate(listener: UpdateListener): () => void {
  return addListener(listener);
}

/**
 * `server.listen(…)` for a server (of `node:http`, `node:net`, …) that outlives its process: in a process that {@link handOver} has started it
 * goes on with the listening socket of the process before, otherwise it listens itself. With several servers call it for each before you await
 * the first: sockets are given when all are asked for. For TCP; a worker of a cluster only listens.
 * @returns resolves when the server listens; rejects as `listen` fails
 */
export async function listenOrTakeOver(server: Server, options: SocketOptions): Promise<"listening" | "taken-over"> {
  const { listenOrTakeOver: take } = await import("./handover/take-over.js");
  return take(server, options);
}

/**
 * Replaces this process by another one, of any version of the program and of Node, without refusing a connection. It starts the successor, which
 * takes the sockets that this process listens on by {@link listenOrTakeOver}; only then this process stops accepting, ends what its
 * open connections ask for, and exits. Where the successor fails, or does not take all sockets in time, it is ended and this process goes on.
 * The control socket goes to the successor, too. Connections and all other state stay here.
 */
export async function handOver(options: HandOverOptions = {}): Promise<HandOverAnswer> {
  const { handOver: begin } = await import("./handover/hand-over.js");
  return begin(options);
}

/**
 * Writes what this thread computes (its running calls, the variables of the program's modules, and every object that they reach) to a file,
 * from which `ts-updatable resume` goes on with it in another process. It returns twice: here, where `afterwards` is `"stay"` (by default this process
 * ends), and there with `resumed`.
 * @returns an answer with `error` where something cannot go on in another process: it is named, nothing is written, and this process goes on
 */
export function checkpoint(path: string, { afterwards = "exit" }: Pick<CheckpointParams, "afterwards"> = {}): CheckpointAnswer {
  const { leave, answer } = checkpointing.load().takeHere(resolve(path), afterwards);
  if (leave) throw signal;
  return answer();
}

// What a request from a client does: status at any time, one update at a time.
import { type Answer, type ApplyAnswer, DEFAULT_TIMEOUT_MS, type Requests, type Stale, type StatusAnswer } from "../contract/protocol.js";
import { controlError, errorText, refusedAnswer, unknownStatus } from "./answers.js";
import type { Channel } from "./channel.js";
import { delay, within } from "./delay.js";
import { goBack } from "./go-back.js";
import { type BeginMessage, runUpdate, sendUntilDone, type UpdateEnd } from "./update-request.js";
import type { Deadline } from "./watchdog.js";

const STATUS_TIMEOUT_MS = 10_000;
/** A second update is refused at once: what is known of the first one may take this long at most. */
const GLANCE_MS = 500;

/** Who asks. */
export interface Caller {
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
  /** Called each time the update was found waiting. */
  readonly onWaiting: (blockers: readonly Stale[]) => void;
}

/** Its update is never called off. */
const NOBODY: Caller = { signal: new AbortController().signal, onWaiting: () => undefined };

export class Controller {
  readonly #channel: Channel;
  readonly #cells: Int32Array;
  #lastId = 0;
  #updating = false;
  #watched = new AbortController();

  constructor(channel: Channel, cells: Int32Array) {
    this.#channel = channel;
    this.#cells = cells;
  }

  status(): Promise<StatusAnswer> {
    return this.#channel.hold(() => this.#askStatus(STATUS_TIMEOUT_MS));
  }

  apply(params: Requests["apply"], caller: Caller): Promise<ApplyAnswer> {
    return this.#update({ kind: "apply", id: this.#nextId(), params }, caller);
  }

  rollback(params: Requests["rollback"], caller: Caller): Promise<ApplyAnswer> {
    return this.#update({ kind: "rollback", id: this.#nextId(), params }, caller);
  }

  async confirm(params: Requests["confirm"]): Promise<ApplyAnswer> {
    const enough = new AbortController();
    const asked = this.#channel.hold(() => sendUntilDone(this.#channel, { kind: "confirm", id: this.#nextId(), params }, enough.signal));
    try {
      const answer = await within(asked, STATUS_TIMEOUT_MS);
      return (answer as ApplyAnswer | undefined) ?? refusedAnswer(controlError("NO_ANSWER", noConfirmation(STATUS_TIMEOUT_MS)));
    } catch (thrown) {
      return refusedAnswer(controlError("INTERNAL", `the program's thread could not be asked: ${errorText(thrown)}`));
    } finally {
      enough.abort();
    }
  }

  /** A version is on probation until then. When nobody confirms it, the process goes back, whether or not a client is there. */
  watch(deadline: Deadline | undefined): void {
    this.#watched.abort();
    const watched = new AbortController();
    this.#watched = watched;
    if (deadline !== undefined) void this.#waitOut(deadline, watched.signal);
  }

  async #waitOut({ version, leftMs }: Deadline, signal: AbortSignal): Promise<void> {
    await delay(leftMs, signal);
    await goBack(version, (params) => this.rollback(params, NOBODY), signal);
  }

  #nextId(): number {
    this.#lastId++;
    return this.#lastId;
  }

  async #update(message: BeginMessage, caller: Caller): Promise<ApplyAnswer> {
    if (this.#updating) return this.#refuseSecond();
    this.#updating = true;
    let settled: Promise<unknown> = Promise.resolve();
    try {
      const ended = await this.#channel.hold(() => this.#run(message, caller));
      settled = ended.settled;
      return ended.answer;
    } catch (thrown) {
      return refusedAnswer(controlError("INTERNAL", `the program's thread could not be asked: ${errorText(thrown)}`));
    } finally {
      const free = (): void => {
        this.#updating = false;
      };
      settled.then(free, free);
    }
  }

  #run(message: BeginMessage, { signal, onWaiting }: Caller): Promise<UpdateEnd> {
    const timeoutMs = message.params.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    return runUpdate({ channel: this.#channel, cells: this.#cells, message, timeoutMs, signal, onWaiting });
  }

  async #refuseSecond(): Promise<ApplyAnswer> {
    const status = await this.#channel.hold(() => this.#askStatus(GLANCE_MS));
    const known: Answer = status.error === undefined ? status : { version: "", pending: null, stale: [] };
    const error = controlError(
      "UPDATE_IN_PROGRESS",
      "another update is in progress: wait until it is in force or given up (`status` shows it), then try again.",
    );
    return refusedAnswer(error, known);
  }

  async #askStatus(ms: number): Promise<StatusAnswer> {
    const enough = new AbortController();
    try {
      const answer = await within(sendUntilDone(this.#channel, { kind: "status", id: this.#nextId() }, enough.signal), ms);
      return (answer as StatusAnswer | undefined) ?? unknownStatus(controlError("NO_ANSWER", noStatus(ms)));
    } catch (thrown) {
      return unknownStatus(controlError("INTERNAL", `the program's thread could not be asked: ${errorText(thrown)}`));
    } finally {
      enough.abort();
    }
  }
}

function noStatus(ms: number): string {
  return `the program's thread did not answer within ${ms} ms: it is inside a synchronous call that cannot be interrupted. Try again later.`;
}

function noConfirmation(ms: number): string {
  return `the program's thread did not answer within ${ms} ms: it is inside a synchronous call that cannot be interrupted. It may still see the confirmation, in time or too late: ask \`status\` when it is free again.`;
}

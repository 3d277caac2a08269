// What a request from a client does: status at any time, one update at a time.
import type { Answer, ApplyAnswer, Requests, StatusAnswer } from "../contract/protocol.js";
import { controlError, refusedAnswer } from "./answers.js";
import { delay, within } from "./delay.js";
import { goBack } from "./go-back.js";
import { type Caller, type Member, NOBODY } from "./member.js";
import type { Deadline } from "./watchdog.js";

/** A second update is refused at once: what is known of the first one may take this long at most. */
const GLANCE_MS = 500;

/** Keeps what reaches the members open while it works. */
type Hold = <T>(work: () => Promise<T>) => Promise<T>;

export class Controller {
  readonly #whole: Member;
  readonly #hold: Hold;
  #updating = false;
  #watched = new AbortController();

  constructor(whole: Member, hold: Hold) {
    this.#whole = whole;
    this.#hold = hold;
  }

  status(): Promise<StatusAnswer> {
    return this.#hold(() => this.#whole.status());
  }

  apply(params: Requests["apply"], caller: Caller): Promise<ApplyAnswer> {
    return this.#update(() => this.#whole.apply(params, caller));
  }

  rollback(params: Requests["rollback"], caller: Caller): Promise<ApplyAnswer> {
    return this.#update(() => this.#whole.rollback(params, caller));
  }

  confirm(params: Requests["confirm"]): Promise<ApplyAnswer> {
    return this.#hold(() => this.#whole.confirm(params));
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

  async #update(work: () => Promise<ApplyAnswer>): Promise<ApplyAnswer> {
    if (this.#updating) return this.#refuseSecond();
    this.#updating = true;
    try {
      return await this.#hold(work);
    } finally {
      this.#updating = false;
    }
  }

  async #refuseSecond(): Promise<ApplyAnswer> {
    const status = await this.#hold(() => within(this.#whole.status(), GLANCE_MS));
    const known: Answer = status === undefined || status.error !== undefined ? { version: "", pending: null, stale: [] } : status;
    const error = controlError(
      "UPDATE_IN_PROGRESS",
      "another update is in progress: wait until it is in force or given up (`status` shows it), then try again.",
    );
    return refusedAnswer(error, known);
  }
}

// A process that has joined is led to the version of the primary: when it joins, and whenever it was left behind.
import type { ApplyAnswer, ErrorAnswer, StatusAnswer } from "../../contract/protocol.js";
import { controlError } from "../answers.js";
import { delay } from "../delay.js";
import { type Member, NOBODY } from "../member.js";
import { findWay, type WayStep } from "./way-to.js";

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 16_000;
const STEP_MS = 10_000;

/** Whom it follows. */
export interface Leader {
  readonly leader: Member;
  /** It was never updated: after a restart those that it finds may be ahead of it. */
  readonly isFresh: boolean;
  /** Resolves when no update of all is under way. */
  whenFree(): Promise<void>;
}

export class Follower {
  readonly member: Member;
  /** Why it does not run the version of the primary. */
  problem: ErrorAnswer | undefined;
  /** It is known to run another version, and could not be led to the primary's. */
  isBehind = false;
  readonly #leader: Leader;
  #attempt: Promise<unknown> = Promise.resolve();
  #isLed = false;
  #again = false;

  constructor(member: Member, leader: Leader) {
    this.member = member;
    this.#leader = leader;
  }

  /** Tries until it is where the primary is, less and less often; gives up for now where only another update can help. */
  lead(): void {
    this.#again = true;
    if (!this.#isLed) void this.#follow();
  }

  /** Resolves when it is not on its way any more. */
  async rest(): Promise<void> {
    await this.#attempt;
  }

  /** One attempt, in the middle of an update of all. */
  async bringUp(): Promise<void> {
    const attempt = this.#bringUp();
    this.#attempt = attempt;
    this.problem = await attempt;
  }

  async #follow(): Promise<void> {
    this.#isLed = true;
    let pause = FIRST_RETRY_MS;
    while (this.#again) {
      this.#again = false;
      await this.#leader.whenFree();
      await this.bringUp();
      if (this.problem === undefined || isFinal(this.problem) || pause > LAST_RETRY_MS) continue;
      await delay(pause);
      pause *= 2;
      this.#again = true;
    }
    this.#isLed = false;
  }

  async #bringUp(): Promise<ErrorAnswer | undefined> {
    const [mine, theirs] = await Promise.all([this.#leader.leader.status(), this.member.status()]);
    const unknown = theirs.error ?? mine.error;
    this.isBehind = false;
    if (unknown !== undefined || mine.version === theirs.version) return unknown;
    if (theirs.version === "") return controlError("NOT_UPDATABLE", "it has loaded no updatable module yet.");
    if (mine.version !== "" && this.#leader.isFresh && (await this.#adopt(mine, theirs))) return undefined;
    const problem = await this.#goTo(mine, theirs);
    this.isBehind = problem !== undefined;
    return problem;
  }

  /** A primary that was restarted comes to where the others are, not they to where it is. */
  async #adopt(mine: StatusAnswer, theirs: StatusAnswer): Promise<boolean> {
    const way = theirs.probation === undefined ? findWay(mine.history, theirs.history) : undefined;
    if (way === undefined || way.some(({ kind }) => kind === "rollback")) return false;
    return (await take(this.#leader.leader, way, undefined)) === undefined;
  }

  async #goTo(mine: StatusAnswer, theirs: StatusAnswer): Promise<ErrorAnswer | undefined> {
    const [from, to] = [theirs.version, mine.version];
    const way = findWay(theirs.history, mine.history);
    if (way === undefined)
      return controlError(
        "OTHER_BUILD",
        `it runs version ${from}, from which no patch of this group leads to ${to}: restart it from a build of this program.`,
      );
    const confirmWithinMs = mine.probation && Math.max(0, Date.parse(mine.probation.until) - Date.now());
    const refused = await take(this.member, way, confirmWithinMs);
    return refused && { ...refused, message: `it runs version ${from} and could not be brought to ${to}: ${refused.message}` };
  }
}

const isFinal = ({ code }: ErrorAnswer): boolean => code === "OTHER_BUILD" || code === "PROCESS_ENDED";

/** @param confirmWithinMs of the last step; @returns why it came to a halt */
async function take(member: Member, way: readonly WayStep[], confirmWithinMs: number | undefined): Promise<ErrorAnswer | undefined> {
  for (const step of way) {
    const probation = confirmWithinMs === undefined || step !== way.at(-1) ? {} : { confirmWithinMs };
    const { ok, error } = await takeStep(member, step, probation);
    if (!ok) return error ?? controlError("INTERNAL", "it did not say why.");
  }
  return undefined;
}

function takeStep(member: Member, step: WayStep, probation: { readonly confirmWithinMs?: number }): Promise<ApplyAnswer> {
  if (step.kind === "rollback") return member.rollback({ from: step.from, timeoutMs: STEP_MS }, NOBODY);
  return member.apply({ path: step.path, timeoutMs: STEP_MS, ...probation }, NOBODY);
}

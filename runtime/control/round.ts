// One update on its way through a group: every member is asked at once, each makes it at its own update point, nobody waits for another.
import type { ApplyAnswer, HeldMessages, Stale } from "../contract/protocol.js";
import { controlError, refusedAnswer } from "./answers.js";
import type { Gathering } from "./gathering.js";
import type { Caller, Member, Roster } from "./member.js";

/** What a member is asked. */
export type Ask = (member: Member, caller: Caller) => Promise<ApplyAnswer>;

/** A member that ran the version already, has ended, or has nothing to update. */
const HARMLESS: readonly (string | undefined)[] = ["ALREADY_IN_FORCE", "ENDED", "NOT_UPDATABLE"];

export const isFailure = ({ ok, error, dryRun }: ApplyAnswer): boolean =>
  !(ok || HARMLESS.includes(error?.code) || (dryRun === true && error === undefined));

export class Round {
  readonly answers = new Map<Member, ApplyAnswer>();
  readonly warnings: string[] = [];
  /** The first one that could not make it. */
  cause: Member | undefined;
  readonly #roster: Roster;
  readonly #caller: Caller;
  readonly #enough = new AbortController();
  readonly #waiting = new Map<Member, readonly Stale[]>();
  readonly #atFailure: "stop" | "go-on";
  readonly #gathering: Gathering | undefined;

  /** @param atFailure whether members that still wait give up when one has failed */
  constructor(roster: Roster, caller: Caller, atFailure: "stop" | "go-on", gathering?: Gathering) {
    this.#roster = roster;
    this.#gathering = gathering;
    this.#caller = caller;
    this.#atFailure = atFailure;
  }

  get leader(): ApplyAnswer {
    return this.answers.get(this.#roster.leader) as ApplyAnswer;
  }

  /** @param first whether the leader is asked before all others */
  async ask(ask: Ask, first: "leader-first" | "together" = "together"): Promise<void> {
    const asked = new Map<Member, Promise<void>>();
    const add = (member: Member): void => {
      if (!asked.has(member)) asked.set(member, this.#askOne(member, ask));
    };
    add(this.#roster.leader);
    if (first === "leader-first") await asked.get(this.#roster.leader);
    const stop = this.#roster.watch(add);
    try {
      await this.#settle(asked);
      // They may have loaded their first updatable module before the leader's new version was known to those that start.
      const empty = [...this.answers].filter(([, { error }]) => error?.code === "NOT_UPDATABLE").map(([member]) => member);
      if (empty[0] !== this.#roster.leader) await Promise.all(empty.map((member) => this.#askOne(member, ask)));
    } finally {
      stop();
    }
  }

  /** Until all are answered that have come meanwhile. */
  async #settle(asked: ReadonlyMap<Member, Promise<void>>): Promise<void> {
    const problem = await this.#roster.look();
    if (problem === undefined) this.#gathering?.complete();
    else this.warnings.push(problem);
    for (let known = 0; known < asked.size; ) {
      known = asked.size;
      await Promise.all(asked.values());
      if (problem === undefined) await this.#roster.look();
    }
  }

  async #askOne(member: Member, ask: Ask): Promise<void> {
    const signal = AbortSignal.any([this.#caller.signal, this.#enough.signal]);
    const onWaiting = (blockers: readonly Stale[]): void => this.#tell(member, blockers);
    const answer = await ask(member, { signal, onWaiting, gathering: this.#gathering });
    this.#waiting.delete(member);
    this.answers.set(member, answer);
    if (isFailure(answer)) this.#failed(member, answer);
  }

  /** Those that gave up because of another are no cause. */
  #failed(member: Member, answer: ApplyAnswer): void {
    const stillWaited = answer.error?.code === "NOT_REACHED" || (answer.blockers ?? []).length > 0;
    const isCalledOff = stillWaited && this.#enough.signal.aborted && this.cause !== undefined;
    if (isCalledOff) this.answers.set(member, calledOff(answer, this.cause as Member));
    else if (answer.error?.code !== "BARRIER") this.cause ??= member;
    if (this.#atFailure === "stop") this.#giveUp();
  }

  #giveUp(): void {
    this.#enough.abort();
    this.#gathering?.abort();
  }

  #tell(member: Member, blockers: readonly Stale[]): void {
    this.#waiting.set(member, labelled(member, this.#roster.leader, blockers));
    this.#caller.onWaiting([...this.#waiting.values()].flat());
  }
}

/** As the whole's answer shows them. */
export function labelled<Entry extends Stale | HeldMessages>(member: Member, leader: Member, entries: readonly Entry[]): readonly Entry[] {
  return member === leader ? entries : entries.map((entry) => ({ ...labelOf(member), ...entry }));
}

export function labelOf({ who, name }: Member): Pick<Stale, "thread" | "process"> {
  return "pid" in who ? { process: name } : { thread: name };
}

function calledOff(known: ApplyAnswer, cause: Member): ApplyAnswer {
  return refusedAnswer(controlError("CALLED_OFF", `it was called off, because ${cause.name} could not make it.`), known);
}

// Carries one request to all members of a group, and makes one answer of theirs.
import {
  type ApplyAnswer,
  DEFAULT_TIMEOUT_MS,
  type GroupParams,
  type OnFailure,
  type Requests,
  type StatusAnswer,
  type UpdateParams,
} from "../contract/protocol.js";
import { endsWithin } from "./delay.js";
import type { Gathering } from "./gathering.js";
import { type Outcome, outcomeOf, wholeAnswer, wholeStatus } from "./group-answers.js";
import { type Caller, type Member, NOBODY, type Roster } from "./member.js";
import { type Ask, isFailure, Round } from "./round.js";

/** Going back because another member failed may not fail for want of time. */
const MIN_UNDO_MS = 5_000;

export class Group implements Member {
  readonly #roster: Roster;

  constructor(roster: Roster) {
    this.#roster = roster;
  }

  get name(): string {
    return this.#roster.leader.name;
  }

  get who(): Member["who"] {
    return this.#roster.leader.who;
  }

  async status(): Promise<StatusAnswer> {
    const { leader } = this.#roster;
    const asked = new Map([[leader, leader.status()]]);
    const stop = this.#roster.watch((member) => void asked.set(member, member.status()));
    const problem = await this.#roster.look();
    stop();
    const answers = await Promise.all([...asked].map(async ([member, answer]) => [member, await answer] as const));
    return wholeStatus(leader, new Map(answers), problem === undefined ? [] : [problem]);
  }

  apply(params: Requests["apply"], caller: Caller): Promise<ApplyAnswer> {
    return this.#update(params, caller, {
      ask: (member, each) => member.apply(params, each),
      undo: (member, { version }) => member.rollback({ ...undoParams(params), from: version }, NOBODY),
    });
  }

  async rollback(params: Requests["rollback"], caller: Caller): Promise<ApplyAnswer> {
    if (params.onProbation !== undefined) return this.#endProbation(params, caller);
    const before = await this.#roster.leader.status();
    const left = before.history.at(-1);
    if (before.error !== undefined || left?.patch === undefined) return this.#roster.leader.rollback(params, caller);
    const { patch: path, version: from } = left;
    const confirmWithinMs = before.probation && Math.max(0, Date.parse(before.probation.until) - Date.now());
    return this.#update(params, caller, {
      ask: (member, each) => member.rollback({ ...params, from }, each),
      undo: (member) =>
        member.apply({ ...undoParams(params), path, ...(confirmWithinMs === undefined ? {} : { confirmWithinMs }) }, NOBODY),
    });
  }

  /** The leader alone keeps probation. */
  confirm(params: Requests["confirm"]): Promise<ApplyAnswer> {
    return this.#roster.leader.confirm(params);
  }

  /** Whoever could go back has gone back: those that could not are asked again. */
  async #endProbation(params: Requests["rollback"], caller: Caller): Promise<ApplyAnswer> {
    const round = new Round(this.#roster, caller, "go-on");
    const { leader } = this.#roster;
    let isOver = true;
    await round.ask(async (member, each) => {
      if (member !== leader) return isOver ? member.rollback(params, each) : member.status().then(unasked);
      const answer = await member.rollback(params, each);
      // It may have gone back before, when others could not; or it was confirmed, and they have to stay.
      isOver = answer.ok || (answer.error?.code === "NOT_ON_PROBATION" && answer.version !== params.onProbation);
      return answer;
    }, "leader-first");
    return wholeAnswer(leader, round, outcomesOf(round), "leave");
  }

  async #update(params: UpdateParams & GroupParams, caller: Caller, { ask, undo }: { readonly ask: Ask; readonly undo: Undo }) {
    const gathering = params.barrier === true && params.dryRun !== true ? this.#roster.gather?.() : undefined;
    const chosen: OnFailure = gathering === undefined ? (params.onFailure ?? "undo") : "undo";
    const round = new Round(this.#roster, caller, chosen === "undo" && params.dryRun !== true ? "stop" : "go-on", gathering);
    await endingInTime(round.ask(ask), gathering, params, caller);
    const outcomes = outcomesOf(round);
    const { leader } = this.#roster;
    const isLeaderToBlame = isFailure(round.leader) && (chosen === "replace" || this.#roster.isOfOneVersion === true);
    const policy = isLeaderToBlame ? "undo" : chosen;
    if (params.dryRun !== true && [...outcomes.values()].some(({ ok }) => !ok)) {
      if (policy === "undo") await undoAll(round, outcomes, undo);
      if (policy === "replace") await replaceAll(outcomes);
    }
    return wholeAnswer(leader, round, outcomes, policy);
  }
}

/** Nobody stands at a barrier when time is up, or the client is gone. */
async function endingInTime(
  asked: Promise<void>,
  gathering: Gathering | undefined,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: UpdateParams,
  { signal }: Caller,
): Promise<void> {
  if (gathering !== undefined && !(await endsWithin(asked, timeoutMs, signal))) gathering.abort();
  await asked;
}

/** Brings a member back that has made the update with this answer. */
type Undo = (member: Member, made: ApplyAnswer) => Promise<ApplyAnswer>;

type Outcomes = Map<Member, Outcome>;

const outcomesOf = ({ answers }: Round): Outcomes => new Map([...answers].map(([member, answer]) => [member, outcomeOf(answer)]));

const unasked = ({ version, pending, stale }: StatusAnswer): ApplyAnswer => ({ ok: true, version, pending, stale });

function undoParams({ timeoutMs = DEFAULT_TIMEOUT_MS }: UpdateParams): UpdateParams {
  return { timeoutMs: Math.max(timeoutMs, MIN_UNDO_MS) };
}

/** Members that began during the update began in the version to which the leader had come. */
async function undoAll({ answers, leader }: Round, outcomes: Outcomes, undo: Undo): Promise<void> {
  const made = [...answers].filter(([, { ok, error }]) => ok || (leader.ok && error?.code === "ALREADY_IN_FORCE"));
  await Promise.all(
    made.map(async ([member, answer]) => {
      outcomes.set(member, undoneOf(await undo(member, answer)));
    }),
  );
}

function undoneOf(back: ApplyAnswer): Outcome {
  const outcome = outcomeOf(back);
  if (outcome.state === "ended") return outcome;
  return back.ok ? { ...outcome, state: "undone" } : { ...outcome, state: "not-undone", ok: false };
}

async function replaceAll(outcomes: Outcomes): Promise<void> {
  const failed = [...outcomes].filter(([, { ok }]) => !ok);
  await Promise.all(
    failed.map(async ([member, outcome]) => {
      if ((await member.end?.()) === true) outcomes.set(member, { ...outcome, state: "replaced", ok: true });
    }),
  );
}

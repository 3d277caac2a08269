// One answer for a group, of the answers of its members.
import type {
  Answer,
  ApplyAnswer,
  ErrorAnswer,
  OnFailure,
  ProcessAnswer,
  Stale,
  StatusAnswer,
  ThreadAnswer,
  ThreadState,
} from "../contract/protocol.js";
import type { Member, Who } from "./member.js";
import { isFailure, labelled, labelOf, type Round } from "./round.js";

/** What became of one member. */
export interface Outcome {
  readonly state: ThreadState;
  readonly ok: boolean;
  readonly answer: ApplyAnswer;
}

export function outcomeOf(answer: ApplyAnswer): Outcome {
  const { ok, error } = answer;
  if (ok || error?.code === "ALREADY_IN_FORCE") return { state: "in-force", ok: true, answer };
  if (error?.code === "ENDED") return { state: "ended", ok: true, answer };
  // Nobody but the program ends its threads; a process may have ended because of the update.
  if (error?.code === "PROCESS_ENDED") return { state: "ended", ok: false, answer };
  if (error?.code === "NOT_UPDATABLE") return { state: "not-updatable", ok: true, answer };
  return { state: "unchanged", ok: !isFailure(answer), answer };
}

type Outcomes = ReadonlyMap<Member, Outcome>;

/** @param policy what was done about those that could not make the update */
export function wholeAnswer(leader: Member, round: Round, outcomes: Outcomes, policy: OnFailure): ApplyAnswer {
  const own = outcomes.get(leader) as Outcome;
  const warnings = [...round.warnings, ...collect(outcomes, (member, { answer }) => prefixed(member, leader, answer.warnings))];
  const shared = warnings.length === 0 ? {} : { warnings };
  if (outcomes.size === 1) return { ...own.answer, ...shared };
  const version = own.answer.version;
  const { error: _own, ...rest } = own.answer;
  const error = findError(leader, round, outcomes, policy);
  const blockers = collect(outcomes, (member, { answer }) => labelled(member, leader, answer.blockers ?? []));
  const times = [...outcomes.values()].flatMap(({ answer }) => answer.reachedAfterMs ?? []);
  return {
    ...rest,
    ...shared,
    ok:
      rest.dryRun === true ? [...outcomes.values()].every(({ answer, state }) => answer.ok || state !== "unchanged") : error === undefined,
    version,
    stale: collect(outcomes, (member, outcome) => staleOf(member, leader, outcome, own)),
    ...(blockers.length === 0 && rest.blockers === undefined ? {} : { blockers }),
    ...(error === undefined ? {} : { error }),
    ...(times.length === 0 ? {} : { reachedAfterMs: Math.max(...times) }),
    ...listed([...outcomes].map(([{ who }, outcome]) => ({ ...who, ...describeOutcome(outcome) }))),
  };
}

function collect<T>(outcomes: Outcomes, find: (member: Member, outcome: Outcome) => readonly T[]): T[] {
  return [...outcomes].flatMap(([member, outcome]) => find(member, outcome));
}

const prefixed = (member: Member, leader: Member, warnings: readonly string[] = []): readonly string[] =>
  member === leader ? warnings : warnings.map((warning) => `${member.name}: ${warning}`);

function staleOf(member: Member, leader: Member, { answer, state }: Outcome, own: Outcome): readonly Stale[] {
  const frames = labelled(member, leader, answer.stale);
  if (member === leader || answer.dryRun === true || (state !== "unchanged" && state !== "not-undone")) return frames;
  // One that never looked at the request does not say which version it runs: the one before.
  const isElsewhere = answer.version === "" ? own.state === "in-force" : answer.version !== own.answer.version;
  return isElsewhere ? [...frames, wholeMember(member, answer.version, answer.error)] : frames;
}

/** A thread or process that runs another version than the leader. */
function wholeMember(member: Member, version: string, error?: ErrorAnswer): Stale {
  const why = error === undefined ? "" : `: ${error.message}`;
  return {
    ...labelOf(member),
    function: "all of it",
    at: member.name,
    count: 1,
    why: `it runs ${version === "" ? "another version" : `version ${version}`}${why}`,
  };
}

/** Why the whole did not come where it was to come. */
function findError(leader: Member, round: Round, outcomes: Outcomes, policy: OnFailure): ErrorAnswer | undefined {
  const own = (outcomes.get(leader) as Outcome).answer;
  const cause = round.cause ?? [...outcomes].find(([, { ok }]) => !ok)?.[0];
  if (cause === undefined) {
    const others = [...outcomes].some(([member, { answer }]) => member !== leader && answer.ok);
    return own.ok || others ? undefined : own.error;
  }
  if (own.dryRun !== true && own.ok && policy !== "undo" && [...outcomes.values()].every(({ ok }) => ok || policy === "leave"))
    return undefined;
  const failed = round.answers.get(cause)?.error;
  if (failed === undefined) return undefined;
  return { ...failed, message: `${cause === leader ? "" : `${cause.name}: `}${failed.message}${describeRest(outcomes, policy, own)}` };
}

function describeRest(outcomes: Outcomes, policy: OnFailure, { dryRun }: ApplyAnswer): string {
  if (dryRun === true) return "";
  const named = (state: ThreadState): string =>
    [...outcomes].flatMap(([member, outcome]) => (outcome.state === state ? [member.name] : [])).join(", ");
  const [undone, stuck, moved, replaced] = [named("undone"), named("not-undone"), named("in-force"), named("replaced")];
  return [
    undone === "" ? "" : ` Went back to the version before: ${undone}.`,
    stuck === "" ? "" : ` Could not go back, and stay in the new version: ${stuck}.`,
    moved === "" ? "" : ` Stay in the new version${policy === "leave" ? "" : " all the same"}: ${moved}.`,
    replaced === "" ? "" : ` Were ended: ${replaced}.`,
  ].join("");
}

type Told = Omit<ThreadAnswer, keyof ThreadAnswer & ("thread" | "name")> & Pick<ProcessAnswer, "threads">;

/** The list that an answer has of the members of a group. */
function listed(all: readonly (Who & Told)[]): Pick<ApplyAnswer & StatusAnswer, "threads" | "processes"> {
  const isProcess = (one: Who & Told): one is ProcessAnswer => "pid" in one;
  return all.every(isProcess) ? { processes: all } : { threads: all as readonly ThreadAnswer[] };
}

function describeOutcome({ state, ok, answer }: Outcome): Told {
  const { version, error, blockers, moved, ended, retries, reachedAfterMs, pauseMs, threads } = answer;
  const tellsError = error !== undefined && error.code !== "ALREADY_IN_FORCE";
  return {
    version,
    ok,
    state,
    ...(tellsError ? { error } : {}),
    ...withoutNothing({ blockers, moved, ended, retries, reachedAfterMs, pauseMs, threads }),
  };
}

/** Compact: what is not there, or empty, is not told. */
function withoutNothing<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const told = Object.entries(fields).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(told) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

/** @param problems what kept members from being found */
export function wholeStatus(leader: Member, answers: ReadonlyMap<Member, StatusAnswer>, problems: readonly string[]): StatusAnswer {
  const own = answers.get(leader) as StatusAnswer;
  const warnings = [...own.warnings, ...problems];
  const living = [...answers].filter(([, { error }]) => error?.code !== "ENDED");
  if (living.length === 1) return { ...own, warnings };
  const all = <T>(find: (member: Member, answer: StatusAnswer) => readonly T[]): T[] => living.flatMap((entry) => find(...entry));
  const isBehind = (member: Member, { version }: Answer): boolean => member !== leader && version !== "" && version !== own.version;
  const held = all((member, answer) => labelled(member, leader, answer.held ?? []));
  return {
    ...own,
    ...(held.length === 0 ? {} : { held }),
    pending: own.pending ?? all((_member, { pending }) => (pending === null ? [] : [pending]))[0] ?? null,
    versions: [...new Set([...own.versions, ...all((member, answer) => (isBehind(member, answer) ? [answer.version] : []))])],
    stale: all((member, answer) => [
      ...labelled(member, leader, answer.stale),
      ...(isBehind(member, answer) ? [wholeMember(member, answer.version)] : []),
    ]),
    blockers: all((member, { blockers }) => labelled(member, leader, blockers)),
    warnings: [...warnings, ...all((member, answer) => (member === leader ? [] : prefixed(member, leader, answer.warnings)))],
    ...listed(
      living.map(([{ who }, { version, pending, error, blockers, threads }]) => ({
        ...who,
        version,
        ok: error === undefined || error.code === "NOT_UPDATABLE",
        pending,
        ...(error === undefined ? {} : { error }),
        ...withoutNothing({ blockers, threads }),
      })),
    ),
  };
}

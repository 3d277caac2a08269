// What became of each thread and each process, where an answer speaks of several.
import type { ApplyAnswer, ProcessAnswer, StatusAnswer, ThreadAnswer, ThreadState } from "../../runtime/contract/protocol.js";

type One = ThreadAnswer | ProcessAnswer;

const STATES: Readonly<Record<ThreadState, string>> = {
  "in-force": "in force",
  unchanged: "goes on as it was",
  undone: "went back",
  "not-undone": "could not go back",
  ended: "ended meanwhile",
  replaced: "was ended, for another to take its place",
  "not-updatable": "runs no updatable code",
};

/** The title of the list, and its lines. */
export interface MemberList {
  readonly title: "threads" | "processes";
  readonly lines: readonly string[];
}

/** Undefined where an answer speaks of one thread only. */
export function describeMembers({ threads, processes }: Pick<ApplyAnswer & StatusAnswer, "threads" | "processes">): MemberList | undefined {
  if (processes !== undefined) return { title: "processes", lines: describeAll(processes) };
  return threads && { title: "threads", lines: describeAll(threads) };
}

/** Each process is followed by its threads. */
function describeAll(all: readonly One[]): readonly string[] {
  const width = (text: (one: One) => string): number => Math.max(...all.map((one) => text(one).length));
  const [ids, names] = [width(idOf), width(({ name }) => name)];
  return all.flatMap((one) => [
    `${idOf(one).padStart(ids)}  ${one.name.padEnd(names)}  ${describe(one)}`,
    ...("threads" in one ? describeAll(one.threads ?? []).map((line) => `${" ".repeat(ids)}    ${line}`) : []),
  ]);
}

const idOf = (one: One): string => String("pid" in one ? one.pid : one.thread);

function describe(one: One): string {
  const { version, state, error, pending, moved = [], reachedAfterMs } = one;
  const told = [
    ...(version === "" ? [] : [version]),
    ...(state === undefined ? [] : [STATES[state]]),
    ...(reachedAfterMs === undefined || state !== "in-force" ? [] : [`after ${reachedAfterMs} ms`]),
    ...(moved.length === 0 ? [] : [`moved ${moved.length} ${moved.length === 1 ? "frame" : "frames"}`]),
    ...(pending === undefined || pending === null ? [] : [`waits for ${pending}`]),
  ].join(", ");
  return error === undefined ? told : `${told === "" ? "" : `${told}: `}${error.message} [${error.code}]`;
}

// What the command line asks for.
import { parseArgs } from "node:util";
import type { Group } from "./group.ts";
import { groups } from "./groups.ts";

export class UsageError extends Error {}

/** A group with the members that are wanted. */
export interface Choice {
  readonly group: Group;
  readonly members: readonly string[];
}

export interface Options {
  readonly rounds: number;
  readonly iterations: number;
  readonly updates: readonly number[];
  readonly choices: readonly Choice[];
  readonly json: string | undefined;
}

const DEFAULT_UPDATES = "1,100";

export function usage(): string {
  const names = groups.map(({ name, about, members }) => `    ${name.padEnd(14)} ${about}${members ? `: ${members.join(", ")}` : ""}`);
  return `npm run bench -- [--rounds N] [--iterations N] [--only a,b] [--updates 1,100] [--json FILE]

  --rounds N       rounds, each with everything once in every variant (3)
  --iterations N   iterations of a program in a process; the second half counts (20)
  --only LIST      groups and single programs:
${names.join("\n")}
  --updates LIST   after how many updates the programs are measured again, or none (${DEFAULT_UPDATES})
  --no-extras      only the groups of programs, and those before any update
  --json FILE      where the numbers go (build/bench/DATE.json)`;
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      rounds: { type: "string", default: "3" },
      iterations: { type: "string", default: "20" },
      only: { type: "string" },
      updates: { type: "string" },
      extras: { type: "boolean", default: true },
      json: { type: "string" },
    },
  });
  return {
    rounds: readCount("--rounds", values.rounds),
    iterations: readCount("--iterations", values.iterations),
    updates: readUpdates(values.updates ?? (values.extras ? DEFAULT_UPDATES : "none")),
    choices: choose(values.only).filter(({ group }) => values.extras || group.members !== undefined),
    json: values.json,
  };
}

function readUpdates(list: string): readonly number[] {
  return list === "none" ? [] : list.split(",").map((text) => readCount("--updates", text));
}

function readCount(flag: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`${flag} wants a number from 1 on, not "${text}"`);
  return count;
}

/** In the order of the groups. */
function choose(list: string | undefined): readonly Choice[] {
  const wanted = new Set(list?.split(",") ?? groups.map(({ name }) => name));
  const choices = groups.map((group) => {
    const all = group.members ?? [];
    return { group, isWhole: wanted.delete(group.name), members: all.filter((member) => wanted.has(member)), all };
  });
  for (const { members } of choices) for (const member of members) wanted.delete(member);
  if (wanted.size > 0) throw new UsageError(`there is no group and no program "${[...wanted].join(", ")}"`);
  return choices
    .filter(({ isWhole, members }) => isWhole || members.length > 0)
    .map(({ group, isWhole, members, all }) => ({ group, members: isWhole ? all : members }));
}

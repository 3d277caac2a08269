// Which programs there are, and which of them are averaged together.
import { readdirSync } from "node:fs";
import { programsFolder } from "./places.ts";

export type ProgramKind = "cpu" | "data" | "async";

const others: Readonly<Record<string, ProgramKind>> = {
  alloc: "data",
  closures: "data",
  generators: "data",
  "strings-maps": "data",
  "await-chains": "async",
  "async-context": "async",
  "async-generators": "async",
  events: "async",
  streams: "async",
};

export function findPrograms(kind?: ProgramKind): readonly string[] {
  return readdirSync(programsFolder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((program) => kind === undefined || kind === kindOf(program))
    .sort();
}

const kindOf = (program: string): ProgramKind => others[program] ?? "cpu";

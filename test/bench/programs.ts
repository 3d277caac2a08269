// Which programs there are, and which of them are averaged together.
import { readdirSync } from "node:fs";
import { programsFolder } from "./places.ts";

export type ProgramKind = "cpu" | "data";

const data = new Set(["alloc", "closures", "generators", "strings-maps"]);

export function findPrograms(kind?: ProgramKind): readonly string[] {
  return readdirSync(programsFolder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((program) => kind === undefined || kind === kindOf(program))
    .sort();
}

const kindOf = (program: string): ProgramKind => (data.has(program) ? "data" : "cpu");

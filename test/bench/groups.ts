// Which programs there are, and which of them are averaged together.
import { readdirSync } from "node:fs";
import { programsFolder } from "./places.ts";

export type Group = "cpu" | "closures/alloc";
export const groups: readonly Group[] = ["cpu", "closures/alloc"];

const closuresAndAllocation = new Set(["alloc", "closures", "generators", "strings-maps"]);

export function findPrograms(): readonly string[] {
  return readdirSync(programsFolder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.replace(/\.ts$/, ""))
    .sort();
}

export function getGroup(program: string): Group {
  return closuresAndAllocation.has(program) ? "closures/alloc" : "cpu";
}

// The options of our plug-in entry in tsconfig.json: which there are, and what is wrong with those that were given.
import type { UpdatePointMode } from "../../runtime/contract/build.js";

export interface Settings {
  /** Globs as in tsconfig's own `exclude`, relative to the project folder: these files are written as TypeScript emits them. */
  readonly exclude: readonly string[];
  readonly updatePoints: UpdatePointMode;
}

export interface SettingProblem {
  readonly option: string;
  readonly message: string;
}

export type SettingsAnswer =
  | { readonly kind: "valid"; readonly settings: Settings }
  | { readonly kind: "invalid"; readonly problems: readonly SettingProblem[] };

/** Keys of a plug-in entry that are ts-patch's or the language service's, not ours. */
const FOREIGN_KEYS: ReadonlySet<string> = new Set([
  "transform",
  "transformProgram",
  "name",
  "import",
  "type",
  "after",
  "afterDeclarations",
  "tsConfig",
  "resolvePathAliases",
]);
const UPDATE_POINTS: readonly unknown[] = ["interrupt", "poll", "named"] satisfies readonly UpdatePointMode[];

export function readSettings(entry: Readonly<Record<string, unknown>>): SettingsAnswer {
  const { exclude = [], updatePoints = "interrupt" } = entry;
  const problems = [...findUnknown(entry), ...checkExclude(exclude), ...checkUpdatePoints(updatePoints)];
  if (problems.length > 0) return { kind: "invalid", problems };
  return { kind: "valid", settings: { exclude: exclude as readonly string[], updatePoints: updatePoints as UpdatePointMode } };
}

function findUnknown(entry: Readonly<Record<string, unknown>>): SettingProblem[] {
  const unknown = Object.keys(entry).filter((key) => !FOREIGN_KEYS.has(key) && key !== "exclude" && key !== "updatePoints");
  return unknown.map((option) => ({
    option,
    message: `ts-updatable has no option "${option}", so what it should do is not known. Its options are "exclude" and "updatePoints": correct or remove it.`,
  }));
}

function checkExclude(value: unknown): SettingProblem[] {
  if (Array.isArray(value) && value.every((glob) => typeof glob === "string")) return [];
  const message = `Option "exclude" of ts-updatable is ${JSON.stringify(value)}, which names no files. Give a list of globs, such as ["src/generated/**"].`;
  return [{ option: "exclude", message }];
}

function checkUpdatePoints(value: unknown): SettingProblem[] {
  if (UPDATE_POINTS.includes(value)) return [];
  const message = `Option "updatePoints" of ts-updatable is ${JSON.stringify(value)}, which is no kind of update point. Give "interrupt" (the default), "poll" or "named".`;
  return [{ option: "updatePoints", message }];
}

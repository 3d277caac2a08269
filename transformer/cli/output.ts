// What the commands that talk to a process print: answers for people and as JSON, errors in words.
import { styleText } from "node:util";
import type { Place } from "../../runtime/contract/build.js";
import type { Change } from "../../runtime/contract/patch.js";
import type {
  Answer,
  ApplyAnswer,
  EndedCall,
  ErrorAnswer,
  HeldMessages,
  MovedFrame,
  Stale,
  StatusAnswer,
} from "../../runtime/contract/protocol.js";
import { describeMembers } from "./members.js";

/** Exit codes of every command. */
export const EXIT = { ok: 0, refused: 1, usage: 2 } as const;

type Style = Parameters<typeof styleText>[0];

/** The one JSON object that `--json` prints. */
export function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Says on standard error why the command failed; with `json`, also as an object on standard output. */
export function printFailure(error: ErrorAnswer, json: boolean): void {
  printError(error);
  const answer: Answer = { version: "", pending: null, stale: [], error };
  if (json) printJson(answer);
}

export function printError({ at, message, code }: ErrorAnswer): void {
  const place = at === undefined ? "" : `${at}: `;
  process.stderr.write(`${paint(process.stderr, "red", "error")} ${place}${message} [${code}]\n`);
}

/** Tells what an update waits for. */
export function printWaiting(blockers: readonly Stale[]): void {
  for (const blocker of blockers) process.stderr.write(`waiting for ${formatStale(blocker)}\n`);
}

/** On standard error, so that it stands before the answer also with `--json`. */
export function printLosses(losses: readonly Change[]): void {
  for (const { name, why, verdict } of losses)
    process.stderr.write(
      `going back would change or lose ${name}: ${why ?? (verdict === "migrated" ? "it is carried over" : "the version before does not have it")}\n`,
    );
}

/** Something that the operator should know, and that is no error. */
export function printNote(text: string): void {
  process.stderr.write(`ts-updatable: ${text}\n`);
}

export function printConfirmation({ ok, version, error, warnings }: ApplyAnswer, json: boolean): void {
  if (ok && !json) say(`version ${paint(process.stdout, "bold", version)} is confirmed`);
  printWarnings(warnings);
  if (error !== undefined) printError(error);
}

export function printUpdate(answer: ApplyAnswer): void {
  const headline = formatHeadline(answer);
  if (headline !== undefined) say(headline);
  if (answer.probation !== undefined)
    say(`on probation until ${answer.probation.until}: keep it with \`ts-updatable confirm\`, or the process goes back`);
  printWarnings(answer.warnings);
  const planned = answer.dryRun === true ? "would move" : "moved";
  printList(`${planned} ${count(answer.moved, "frame")}`, fold((answer.moved ?? []).map(formatMove)));
  printEnded(answer.ended ?? [], answer.dryRun === true ? "would end where they stand" : "ended where they stood");
  printList(`${answer.dryRun === true ? "would replace" : "replaced"} ${count(answer.replaced, "function")}`, answer.replaced ?? []);
  printStale(answer.stale);
  printList("was not waited for any longer", (answer.overridden ?? []).map(formatStale));
  printMembers(answer);
  if (answer.dryRun === true) printList("would wait for", (answer.blockers ?? []).map(formatStale));
  if (answer.error === undefined) return;
  printError(answer.error);
  for (const blocker of answer.blockers ?? []) process.stderr.write(`  blocked by ${formatStale(blocker)}\n`);
}

export function printStatus(answer: StatusAnswer): void {
  say(`process ${answer.pid}: version ${paint(process.stdout, "bold", answer.version)} is in force`);
  say(`versions alive: ${answer.versions.join(", ") || "none"}`);
  if (answer.probation !== undefined) say(`on probation: ${answer.probation.version}, until ${answer.probation.until}`);
  say(`pending update: ${answer.pending ?? "none"}`);
  printList("blocked by", answer.blockers.map(formatStale));
  printStale(answer.stale);
  printEnded(answer.ended ?? [], "suspended calls that ended where they stood");
  printList("messages that wait", (answer.held ?? []).map(formatHeld));
  printList(
    "history",
    answer.history.map(({ at, version }) => `${at}  ${version}`),
  );
  printMembers(answer);
  printWarnings(answer.warnings);
}

function printMembers(answer: ApplyAnswer | StatusAnswer): void {
  const members = describeMembers(answer);
  if (members !== undefined) printList(members.title, members.lines);
}

function formatHeld({ channel, process, thread, version, count: messages, why }: HeldMessages): string {
  const where = [process, thread].flatMap((one) => one ?? []).join(", ");
  return `${channel}${where === "" ? "" : ` in ${where}`}: ${messages}, the first from version ${version}: ${why}`;
}

function printWarnings(warnings: readonly string[] = []): void {
  for (const warning of warnings) process.stderr.write(`${paint(process.stderr, "yellow", "warning")} ${warning}\n`);
}

function formatHeadline(answer: ApplyAnswer): string | undefined {
  const version = paint(process.stdout, "bold", answer.version);
  if (answer.error === undefined && answer.dryRun === true)
    return `nothing was changed; version ${version} is in force. ${formatPrediction(answer)}`;
  if (answer.ok) return `version ${version} is in force${formatTimes(answer)}`;
  return answer.version === "" ? undefined : `nothing was changed; version ${version} is in force`;
}

function formatPrediction({ blockers = [] }: ApplyAnswer): string {
  return blockers.length === 0 ? "This update could be made:" : "This update would have to wait:";
}

function formatTimes({ reachedAfterMs, pauseMs }: ApplyAnswer): string {
  const reached = reachedAfterMs === undefined ? [] : [`after ${formatMs(reachedAfterMs)}`];
  const paused = pauseMs === undefined ? [] : [`paused for ${formatMs(pauseMs)}`];
  const times = [...reached, ...paused].join(", ");
  return times === "" ? "" : ` (${times})`;
}

function formatMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

function printEnded(ended: readonly EndedCall[], title: string): void {
  printList(
    title,
    ended.map(({ function: name, at, how, count: times }) => `${name} at ${at}${times > 1 ? ` (${times} times)` : ""}: ${how}`),
  );
}

function printStale(stale: readonly Stale[]): void {
  printList("can still run old code", stale.map(formatStale));
}

function formatStale({ process, thread, function: name, at, count: times, why }: Stale): string {
  const where = [process, thread].map((one) => (one === undefined ? "" : `${one}: `)).join("");
  return `${where}${name} at ${at}${times > 1 ? ` (${times} times)` : ""}: ${why}`;
}

function formatMove({ function: name, from, to }: MovedFrame): string {
  return `${name}  ${formatPlace(from)} -> ${formatPlace(to)}`;
}

function formatPlace({ file, line }: Place): string {
  return `${file}:${line}`;
}

/** Equal lines once, with their number: a recursion moves a great many equal frames. */
function fold(lines: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, times]) => (times === 1 ? line : `${line}  (${times} times)`));
}

function count(items: readonly unknown[] | undefined, noun: string): string {
  const number = items?.length ?? 0;
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function printList(title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  say(title);
  for (const line of lines) say(`  ${line}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Colour on terminals only, and not against NO_COLOR. */
function paint(stream: NodeJS.WriteStream, style: Style, text: string): string {
  return styleText(style, text, { stream });
}

// The version in force may be on probation: unless it is confirmed in time, the process goes back to the one before, by itself.
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";
import { RECORD_VARIABLE, type Recording } from "./contract/in-force.js";
import type { Patch } from "./contract/patch.js";
import type { ApplyAnswer, Probation as ProbationAnswer } from "./contract/protocol.js";
import { bequest } from "./control/bequest.js";
import { watchdog } from "./control/watchdog.js";
import { type LoadedPatch, loadPatch } from "./load/load-patch.js";
import type { UpdateRequest } from "./pending.js";
import { Refusal } from "./refusal.js";
import type { HistoryEntry } from "./versions/history.js";
import { Recorder } from "./versions/in-force.js";

interface Trial extends ProbationAnswer {
  /** As `performance.now()` tells it: the clock of the wall may be set. */
  readonly deadline: number;
}

export class Probation {
  /** Goes back from a version, where no helper thread does. */
  onExpire: (version: string) => void = () => undefined;
  #trial: Trial | undefined;
  #obstacle: string | undefined;
  readonly #recorder = new Recorder();
  #recordings = 0;
  /** What has come into force or was confirmed, and is not recorded on disk yet. */
  #outstanding: Recording | undefined;

  get current(): ProbationAnswer | undefined {
    return this.#trial && { version: this.#trial.version, until: this.#trial.until };
  }

  /** Why the record on disk is not that of the version in force, and why a version that was not confirmed is still there. */
  get warnings(): readonly string[] {
    const { problem } = this.#recorder;
    return [problem, this.#obstacle].filter((warning) => warning !== undefined);
  }

  /** The probation is over, but the way back was refused. It is asked for again and again. */
  noteObstacle({ error }: ApplyAnswer): void {
    if (this.#trial === undefined || error === undefined) return;
    const { version, until } = this.#trial;
    this.#obstacle = `version ${version} was not confirmed until ${until}, but the process cannot leave it: ${error.message} [${error.code}] It is tried again every second.`;
  }

  /** Throws a {@link Refusal} for an update that would come on top of a version that may have to go, or that has no way back itself. */
  check({ dryRun, direction, confirmWithinMs }: UpdateRequest, loaded: LoadedPatch): void {
    if (this.#trial !== undefined && direction === "forward" && !dryRun) {
      const { version, until } = this.#trial;
      throw new Refusal(
        "PROBATION",
        `version ${version} is on probation until ${until}: confirm it (\`ts-updatable confirm\`) or go back (\`ts-updatable rollback\`), then apply again.`,
      );
    }
    if (confirmWithinMs !== undefined && !isMainThread)
      throw new Refusal(
        "NOT_MAIN_THREAD",
        "a worker cannot put its own version on probation: apply the patch through the control socket, which updates all threads, or without a time to confirm it in.",
      );
    if (confirmWithinMs !== undefined) checkWayBack(loaded);
  }

  /** Throws a {@link Refusal} where `version` is not, or not any more, on probation. */
  expect(version: string | undefined): Trial {
    const trial = this.#trial;
    if (trial !== undefined && (version === undefined || version === trial.version)) return trial;
    throw new Refusal(
      "NOT_ON_PROBATION",
      `${version === undefined ? "no version" : `version ${version}`} is on probation: it was confirmed, or rolled back, before (\`status\` shows which version is in force). Nothing was done.`,
    );
  }

  /** An update has come into force. Never throws. */
  enter({ direction, confirmWithinMs }: UpdateRequest, entries: readonly HistoryEntry[]): Pick<ApplyAnswer, "probation"> {
    const version = entries.at(-1)?.version;
    this.#obstacle = undefined;
    const isOnTrial = direction === "forward" && confirmWithinMs !== undefined && version !== undefined;
    this.#trial = isOnTrial
      ? { version, until: new Date(Date.now() + confirmWithinMs).toISOString(), deadline: performance.now() + confirmWithinMs }
      : undefined;
    watchdog.watch(this.#trial && { version: this.#trial.version, at: this.#trial.deadline, expire: () => this.#expire() });
    this.#outstanding = this.#record(entries);
    return this.current === undefined ? {} : { probation: this.current };
  }

  /** Throws a {@link Refusal} where there is nothing to confirm, or it is too late. */
  confirm(version: string | undefined, entries: readonly HistoryEntry[]): void {
    const trial = this.expect(version);
    if (performance.now() >= trial.deadline) {
      throw new Refusal(
        "TOO_LATE",
        `version ${trial.version} had to be confirmed by ${trial.until}: the process is going back to the version before. Apply the patch again when it has.`,
      );
    }
    this.#trial = undefined;
    this.#obstacle = undefined;
    watchdog.watch(undefined);
    this.#outstanding = this.#record(entries);
  }

  /** What the helper thread is to record, once. */
  takeRecording(): Recording | undefined {
    const recording = this.#outstanding;
    this.#outstanding = undefined;
    return recording;
  }

  /** Records it from this thread, whose event loop it needs. Resolves to why that could not be done. */
  async record(): Promise<readonly string[]> {
    const recording = this.takeRecording();
    if (recording !== undefined) await this.#recorder.write(recording);
    return this.warnings;
  }

  #expire(): void {
    if (this.#trial !== undefined) this.onExpire(this.#trial.version);
  }

  /** The main thread's, because a process is started again from it. */
  #record(entries: readonly HistoryEntry[]): Recording | undefined {
    if (!isMainThread) return undefined;
    const started = entries[0]?.root;
    const last = entries.at(-1);
    const probation = this.current;
    const confirmed = probation === undefined ? last : entries.at(-2);
    bequest.leave(entries, probation !== undefined);
    if (started === undefined || last === undefined || confirmed === undefined) return undefined;
    this.#recordings++;
    return {
      by: { process: `${process.pid}-${Math.round(performance.timeOrigin)}`, number: this.#recordings },
      started,
      named: process.env[RECORD_VARIABLE],
      confirmed,
      ...(probation === undefined ? {} : { probation: { ...last, until: probation.until } }),
    };
  }
}

function checkWayBack({ folder, patch: { reverse } }: LoadedPatch): void {
  if ("refused" in reverse) {
    throw new Refusal(
      "NO_WAY_BACK",
      `the patch could not be undone, so it cannot be put on probation: ${reverse.refused.join("; ")}. Apply it without a time to confirm it in, or change what has no way back.`,
    );
  }
  const { asynchronous = [] } = loadPatch(join(folder, reverse.folder)).patch;
  if (asynchronous.length === 0) return;
  throw new Refusal(
    "NO_WAY_BACK",
    `the way back awaits state transformers (${asynchronous.join(", ")}), and a program in an endless loop would never let them run: make them synchronous, or apply the patch without a time to confirm it in.`,
  );
}

/** The patch that leads back from `entry`. Throws a {@link Refusal} where there is none. */
export function getWayBack(entry: HistoryEntry | undefined): string {
  if (entry?.folder === undefined)
    throw new Refusal("NOTHING_TO_ROLL_BACK", "the process runs the version it was started in: there is none before it.");
  const { reverse } = readPatchQuietly(entry.folder)?.patch ?? { reverse: { refused: ["its patch cannot be read any more"] } };
  if ("refused" in reverse) throw new Refusal("NO_WAY_BACK", `the patch that is in force cannot be undone: ${reverse.refused.join("; ")}`);
  return join(entry.folder, reverse.folder);
}

function readPatchQuietly(folder: string): { readonly patch: Patch } | undefined {
  try {
    return loadPatch(folder);
  } catch {
    return undefined;
  }
}

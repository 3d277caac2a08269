// Writes the record of the version in force, whole or not at all. What prevents it is a warning: the update stays in force.
import { close, fsync, open, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { BUILD_FOLDER } from "../contract/build.js";
import { IN_FORCE_FILE, IN_FORCE_FORMAT, type InForce, RECORD_VARIABLE, type RecordedVersion } from "../contract/in-force.js";
import type { Probation } from "../contract/protocol.js";
import { readManifest } from "../load/code.js";
import type { LoadedPatch } from "../load/load-patch.js";
import type { HistoryEntry } from "./history.js";

/**
 * @param entries what the process has been through, with the version in force as the last one
 * @param probation of the last one, if it is on probation
 * @returns why it could not be written
 */
export function writeInForce(entries: readonly HistoryEntry[], probation: Probation | undefined): string | undefined {
  const started = entries[0]?.root;
  const last = entries.at(-1);
  const confirmed = probation === undefined ? last : entries.at(-2);
  if (started === undefined || last === undefined || confirmed === undefined) return undefined;
  const folder = folderOfRecord(started);
  try {
    const record: InForce = {
      format: IN_FORCE_FORMAT,
      base: readManifest(folder).build,
      confirmed: toRecorded(confirmed, folder),
      ...(probation === undefined ? {} : { probation: { ...toRecorded(last, folder), until: probation.until } }),
    };
    replace(join(folder, BUILD_FOLDER), JSON.stringify(record));
    return undefined;
  } catch (error) {
    return `which version is in force could not be recorded in ${join(folder, BUILD_FOLDER, IN_FORCE_FILE)} (${(error as Error).message}): the process goes on, but \`ts-updatable start\` will not know of this change. Make room or give the process access, and update again.`;
  }
}

/** The folder of the build that a patch leads to, if it is still where it was when the patch was made. */
export function findBuild({ folder, patch }: LoadedPatch): string | undefined {
  if (patch.build === undefined) return undefined;
  const root = resolve(folder, patch.build);
  try {
    return readManifest(root).build === patch.to ? root : undefined;
  } catch {
    return undefined;
  }
}

function folderOfRecord(started: string): string {
  try {
    const named: unknown = JSON.parse(process.env[RECORD_VARIABLE] ?? "[]");
    if (!Array.isArray(named) || realpathSync(String(named[1])) !== realpathSync(started)) return started;
    return String(named[0]);
  } catch {
    return started;
  }
}

function toRecorded({ version, at, root }: HistoryEntry, folder: string): RecordedVersion {
  if (root === undefined) return { version, since: at };
  return { version, outDir: relative(realpathSync(folder), realpathSync(root)).split(sep).join("/") || ".", since: at };
}

/** A reader sees the old text or the new one. What reaches the disk itself is asked for afterwards: the program need not wait for that. */
function replace(folder: string, text: string): void {
  const temporary = join(folder, `${IN_FORCE_FILE}.${process.pid}`);
  const record = join(folder, IN_FORCE_FILE);
  try {
    writeFileSync(temporary, `${text}\n`);
    renameSync(temporary, record);
  } finally {
    rmSync(temporary, { force: true });
  }
  for (const path of [record, folder]) flushLater(path);
}

/** A program that never comes back to its event loop leaves it to the system, which takes some seconds. */
function flushLater(path: string): void {
  open(path, "r", (failed, file) => {
    if (failed === null) fsync(file, () => close(file));
  });
}

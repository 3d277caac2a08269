// Writes the record of the version in force, whole or not at all. What prevents it is a warning: the update stays in force.
import { open, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { BUILD_FOLDER, type BuildManifest, MANIFEST_FILE } from "../contract/build.js";
import {
  IN_FORCE_FILE,
  IN_FORCE_FORMAT,
  type InForce,
  type RecordedBy,
  type RecordedVersion,
  type Recording,
  type VersionInForce,
} from "../contract/in-force.js";

/** One record after the other. It does not keep the program waiting: its thread only says what is to be written. */
export class Recorder {
  #last: Promise<void> = Promise.resolve();
  /** Where the records of this process are, and the version that was built there: found once. */
  #folder: string | undefined;
  #base: string | undefined;
  /** Why the record on disk is not that of the version in force. */
  problem: string | undefined;

  /** Resolves when it has been tried; never rejects. */
  write(recording: Recording): Promise<void> {
    this.#last = this.#last.then(async () => {
      this.#folder ??= await folderOf(recording);
      this.problem = await this.#tryToWrite(recording, this.#folder);
    });
    return this.#last;
  }

  async #tryToWrite({ by, confirmed, probation }: Recording, folder: string): Promise<string | undefined> {
    try {
      this.#base ??= await readVersion(folder);
      const record: InForce = {
        format: IN_FORCE_FORMAT,
        by,
        base: this.#base,
        confirmed: await toRecorded(confirmed, folder),
        ...(probation === undefined ? {} : { probation: { ...(await toRecorded(probation, folder)), until: probation.until } }),
      };
      await replace(join(folder, BUILD_FOLDER), record);
      return undefined;
    } catch (error) {
      return `which version is in force could not be recorded in ${join(folder, BUILD_FOLDER, IN_FORCE_FILE)} (${(error as Error).message}): the process goes on, but \`ts-updatable start\` will not know of this change. Make room or give the process access, and update again.`;
    }
  }
}

async function folderOf({ started, named }: Recording): Promise<string> {
  if (named === undefined) return started;
  try {
    const folders: unknown = JSON.parse(named);
    if (!Array.isArray(folders) || (await realpath(String(folders[1]))) !== (await realpath(started))) return started;
    return String(folders[0]);
  } catch {
    return started;
  }
}

/** With the folder of its build, if that is still where it was. */
async function toRecorded({ version, at, root }: VersionInForce, folder: string): Promise<RecordedVersion> {
  const found = root === undefined ? undefined : await readVersion(root).catch(() => undefined);
  if (root === undefined || found !== version) return { version, since: at };
  const outDir = relative(await realpath(folder), await realpath(root));
  return { version, outDir: outDir.split(sep).join("/") || ".", since: at };
}

async function readVersion(root: string): Promise<string> {
  return (JSON.parse(await readFile(join(root, BUILD_FOLDER, MANIFEST_FILE), "utf8")) as BuildManifest).build;
}

/** A reader sees the old text or the new one. What reaches the disk itself is asked for afterwards: nobody waits for that. */
async function replace(folder: string, record: InForce): Promise<void> {
  const { by } = record;
  const temporary = join(folder, `${IN_FORCE_FILE}.${by.process}.${by.number}`);
  const file = join(folder, IN_FORCE_FILE);
  try {
    await writeFile(temporary, `${JSON.stringify(record)}\n`);
    if (await isOlder(file, by)) await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
  for (const path of [file, folder]) void flush(path);
}

/** The program's thread and its helper may both have something to record. */
async function isOlder(file: string, { process, number }: RecordedBy): Promise<boolean> {
  try {
    const { by } = JSON.parse(await readFile(file, "utf8")) as Partial<InForce>;
    return by?.process !== process || by.number < number;
  } catch {
    return true;
  }
}

async function flush(path: string): Promise<void> {
  try {
    const file = await open(path, "r");
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  } catch {
    // A system that cannot be asked writes it in its own time.
  }
}

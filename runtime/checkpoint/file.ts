// A checkpoint on disk: written whole or not at all, and read only if it is what was written.
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { CHECKPOINT_FORMAT, CHECKPOINT_KIND, type CheckpointContent, type CheckpointHeader } from "../contract/checkpoint.js";
import { Refusal } from "../refusal.js";

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * @param check is called with the whole file before it gets its name; where it throws there is no file
 * @returns its size in bytes
 */
export function writeCheckpoint(
  file: string,
  about: Omit<CheckpointHeader, "kind" | "format" | "digest">,
  content: CheckpointContent,
  check: (made: string) => void,
): number {
  const text = JSON.stringify(content);
  const header: CheckpointHeader = { kind: CHECKPOINT_KIND, format: CHECKPOINT_FORMAT, ...about, digest: digestOf(text) };
  const bytes = Buffer.from(`${JSON.stringify(header)}\n${text}\n`);
  const made = `${file}.${process.pid}`;
  try {
    const descriptor = openSync(made, "w", 0o600);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    check(made);
    renameSync(made, file);
  } catch (error) {
    rmSync(made, { force: true });
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "NOT_WRITTEN",
      `the checkpoint ${file} could not be written (${(error as Error).message}): make room or give access, or choose another file.`,
    );
  }
  return bytes.length;
}

export function readCheckpoint(file: string): { readonly header: CheckpointHeader; readonly content: CheckpointContent } {
  const text = read(file);
  const end = text.indexOf("\n");
  const header = parseHeader(file, text.slice(0, end));
  const content = text.slice(end + 1).trimEnd();
  if (digestOf(content) !== header.digest)
    throw new Refusal(
      "CHECKPOINT_DAMAGED",
      `${file} is not as it was written (its content does not match its digest): take it from where it was written again.`,
    );
  return { header, content: JSON.parse(content) as CheckpointContent };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Refusal(
      "CHECKPOINT_UNREADABLE",
      `${file} cannot be read (${(error as Error).message}): name the file that \`ts-updatable checkpoint\` wrote.`,
    );
  }
}

function parseHeader(file: string, line: string): CheckpointHeader {
  let header: Partial<CheckpointHeader> | null = null;
  try {
    header = JSON.parse(line) as Partial<CheckpointHeader> | null;
  } catch {
    // told below
  }
  if (header?.kind !== CHECKPOINT_KIND)
    throw new Refusal("NO_CHECKPOINT", `${file} is no checkpoint: name the file that \`ts-updatable checkpoint\` wrote.`);
  if (header.format !== CHECKPOINT_FORMAT)
    throw new Refusal(
      "CHECKPOINT_FORMAT",
      `${file} has format ${String(header.format)}, this version of ts-updatable reads ${CHECKPOINT_FORMAT}: resume it with the version that wrote it.`,
    );
  return header as CheckpointHeader;
}

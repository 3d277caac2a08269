// How content is named: sha256 in hexadecimal.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export const digestOf = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** Digest of a file's bytes, or undefined where there is no such file. */
export function findFileDigest(path: string): string | undefined {
  try {
    return digestOf(readFileSync(path));
  } catch {
    return undefined;
  }
}

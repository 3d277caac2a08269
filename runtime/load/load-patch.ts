// Reads a patch folder and checks that it is whole, before anything is done with it.
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { FORMAT } from "../contract/build.js";
import { PATCH_FILE, type Patch, patchText } from "../contract/patch.js";
import { Refusal } from "../refusal.js";

export interface LoadedPatch {
  readonly folder: string;
  readonly patch: Patch;
}

/** Throws a {@link Refusal} with code PATCH_UNREADABLE, PATCH_DAMAGED or PATCH_FORMAT. */
export function loadPatch(path: string): LoadedPatch {
  const folder = resolve(path);
  const text = read(join(folder, PATCH_FILE)).toString("utf8");
  const patch = parse(folder, text);
  if (patch.format !== FORMAT) {
    throw new Refusal(
      "PATCH_FORMAT",
      `the patch ${folder} has format ${String(patch.format)}, this runtime reads format ${FORMAT}: make it again with the version of ts-updatable that the program runs with.`,
    );
  }
  if (text !== patchText(text.slice(text.indexOf("\n") + 1), (body) => hash("sha256", body))) {
    throw new Refusal(
      "PATCH_DAMAGED",
      `${join(folder, PATCH_FILE)} was changed after it was written (its content does not match its id ${patch.id}): make the patch again.`,
    );
  }
  for (const [file, digest] of Object.entries(patch.files)) checkFile(folder, file, digest);
  return { folder, patch };
}

function checkFile(folder: string, file: string, digest: string): void {
  if (hash("sha256", read(join(folder, file))) === digest) return;
  throw new Refusal("PATCH_DAMAGED", `${join(folder, file)} was changed after the patch was written: make the patch again.`);
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Refusal(
      "PATCH_UNREADABLE",
      `cannot read ${file} (${(error as Error).message}): the patch is not whole, or the process may not read it. Make it again, or move it where the process can read it.`,
    );
  }
}

function parse(folder: string, text: string): Patch {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Refusal("PATCH_DAMAGED", `${join(folder, PATCH_FILE)} is not JSON (${(error as Error).message}): make the patch again.`);
  }
  if (typeof value === "object" && value !== null && "format" in value && "files" in value && "modules" in value) return value as Patch;
  throw new Refusal(
    "PATCH_DAMAGED",
    `${join(folder, PATCH_FILE)} is not a patch record: is ${folder} a folder that \`ts-updatable diff\` wrote?`,
  );
}

// How large the compiled programs of a variant are.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { BUILD_FOLDER, descriptorFile, unitFile } from "../../runtime/contract/build.ts";
import { variantFolder } from "./places.ts";
import { programFile } from "./processes.ts";
import type { Variant } from "./variants.ts";

/** Bytes over all programs. */
export interface CodeSize {
  readonly code: number;
  readonly compressed: number;
  /** What lies beside the code for later updates, and is not loaded before. */
  readonly forUpdates: number;
}

export function measureCodeSize(variant: Variant, programs: readonly string[]): CodeSize {
  const texts = programs.map((program) => readFileSync(programFile(variant, program)));
  return {
    code: sum(texts.map((text) => text.length)),
    compressed: sum(texts.map((text) => gzipSync(text).length)),
    forUpdates: measureUpdateFiles(variant, programs),
  };
}

/** Descriptors and units of the programs; the manifest belongs to all of them and does not count. */
function measureUpdateFiles(variant: Variant, programs: readonly string[]): number {
  const files = programs.flatMap((program) => [descriptorFile(`${program}.js`), unitFile(`${program}.js`)]);
  const paths = files.map((file) => join(variantFolder(variant.name), BUILD_FOLDER, file));
  return sum(paths.filter((path) => existsSync(path)).map((path) => statSync(path).size));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

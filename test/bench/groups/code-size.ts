// How large compiled programs are.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { BUILD_FOLDER, descriptorFile, unitFile } from "../../../runtime/contract/build.ts";
import { type Builds, type Variant, variants } from "../builds.ts";
import type { Group } from "../group.ts";
import { findPrograms } from "../programs.ts";
import type { Row } from "../report.ts";
import { toRatioRow } from "../rows.ts";

export const codeSize: Group = {
  name: "code-size",
  about: "bytes of the programs, together",
  measure({ builds }) {
    const sizes = new Map(variants.map((variant) => [variant, measureCodeSize(builds, variant)]));
    const row = (title: string, read: (size: CodeSize) => number): Row =>
      toRatioRow(title, "bytes", new Map([...sizes].map(([name, size]) => [name, [read(size)]])));
    const rows = [
      row("code", ({ code }) => code),
      row("code, compressed", ({ compressed }) => compressed),
      row("code and update files", ({ code, forUpdates }) => code + forUpdates),
    ];
    return [{ title: "code size", columns: variants, rows }];
  },
};

interface CodeSize {
  readonly code: number;
  readonly compressed: number;
  /** What lies beside the code for later updates, and is not loaded before. */
  readonly forUpdates: number;
}

function measureCodeSize(builds: Builds, variant: Variant): CodeSize {
  const programs = findPrograms();
  const texts = programs.map((program) => readFileSync(builds.programFile(program, variant)));
  return {
    code: sum(texts.map((text) => text.length)),
    compressed: sum(texts.map((text) => gzipSync(text).length)),
    forUpdates: measureUpdateFiles(builds.folder("programs", variant), programs),
  };
}

/** Descriptors and units of the programs; the manifest belongs to all of them and does not count. */
function measureUpdateFiles(folder: string, programs: readonly string[]): number {
  const files = programs.flatMap((program) => [descriptorFile(`${program}.js`), unitFile(`${program}.js`)]);
  const paths = files.map((file) => join(folder, BUILD_FOLDER, file));
  return sum(paths.filter((path) => existsSync(path)).map((path) => statSync(path).size));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

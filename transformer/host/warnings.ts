// The list of warnings of a whole build, kept beside it: of what was emitted now and of what was emitted earlier.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { descriptorFile, type ModuleDescriptor, type Warning } from "../../runtime/contract/build.js";
import { getBuildFolder, getRelativePath, type Layout } from "./layout.js";
import type { HostedManifest } from "./manifest.js";
import { getUpdatable, type ProgramModule } from "./modules-of-program.js";

const WARNINGS_FILE = "warnings.json";

export function writeWarnings(layout: Layout, warnings: readonly Warning[]): void {
  const folder = getBuildFolder(layout);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, WARNINGS_FILE), `${JSON.stringify(warnings, undefined, 1)}\n`);
}

/** Ordered by module, whether a module was emitted now (`fresh` has its warnings) or earlier. */
export function collectWarnings(
  layout: Layout,
  modules: readonly ProgramModule[],
  manifest: HostedManifest,
  fresh: ReadonlyMap<string, readonly Warning[]>,
): Warning[] {
  const sources = new Map(getUpdatable(modules).map(({ js, file }) => [js, getRelativePath(layout.project, file.fileName)]));
  const earlier = findEarlierWarnings(layout);
  const getKept = (js: string) => earlier?.get(sources.get(js) ?? "") ?? (earlier === undefined ? readDescriptorWarnings(layout, js) : []);
  const unsupported = modules.flatMap((module) => findUnsupported(layout, module) ?? []);
  return [...unsupported, ...manifest.modules.flatMap(({ js }) => fresh.get(js) ?? getKept(js))];
}

/** Warnings of the build before by source. Descriptors have them, too, but may be large. */
function findEarlierWarnings(layout: Layout): ReadonlyMap<string, readonly Warning[]> | undefined {
  try {
    const warnings = JSON.parse(readFileSync(join(getBuildFolder(layout), WARNINGS_FILE), "utf8")) as readonly Warning[];
    return Map.groupBy(warnings, ({ place }) => place.file);
  } catch {
    return undefined;
  }
}

function readDescriptorWarnings(layout: Layout, js: string): readonly Warning[] {
  const text = readFileSync(join(getBuildFolder(layout), descriptorFile(js)), "utf8");
  return (JSON.parse(text) as ModuleDescriptor).warnings;
}

/** The warning at a file that is left as it is although the user may expect otherwise. */
export function findUnsupported(layout: Layout, { file, treatment }: ProgramModule): Warning | undefined {
  if (treatment.kind !== "unsupported") return undefined;
  const place = { file: getRelativePath(layout.project, file.fileName), line: 1, column: 0 };
  return { code: treatment.code, message: treatment.message, place };
}

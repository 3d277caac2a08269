// The files of a module below BUILD_FOLDER: unit, its map, descriptor.
import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { descriptorFile, unitFile } from "../../runtime/contract/build.js";
import type { InstrumentedModule } from "../pipeline.js";
import { digestOf } from "./digest.js";
import { getBuildFolder, getRelativePath, type Layout } from "./layout.js";
import type { HostedModule } from "./manifest.js";
import { addMapComment, toFileComment } from "./source-map.js";

export type ModuleFileDigests = Pick<HostedModule, "unit" | "descriptor">;

export function writeModuleFiles(layout: Layout, js: string, module: InstrumentedModule): ModuleFileDigests {
  const unit = join(getBuildFolder(layout), unitFile(js));
  const unitText = addMapComment(module.unit, toFileComment(`${basename(unit)}.map`));
  const descriptorText = `${JSON.stringify(module.descriptor)}\n`;
  mkdirSync(dirname(unit), { recursive: true });
  writeFileSync(unit, unitText);
  writeFileSync(`${unit}.map`, JSON.stringify(toUnitMap(layout, unit, module)));
  writeFileSync(join(getBuildFolder(layout), descriptorFile(js)), descriptorText);
  return { unit: digestOf(unitText), descriptor: digestOf(descriptorText) };
}

/** Sources relative to the map's own folder, where debuggers and stack traces look for them. */
function toUnitMap(layout: Layout, unit: string, module: InstrumentedModule): InstrumentedModule["unitMap"] {
  const toRelative = (source: string | null) => source && getRelativePath(dirname(unit), join(layout.project, source));
  return { ...module.unitMap, file: basename(unit), sources: module.unitMap.sources.map(toRelative) } as InstrumentedModule["unitMap"];
}

export function removeModuleFiles(layout: Layout, js: string): void {
  const folder = getBuildFolder(layout);
  for (const file of [unitFile(js), `${unitFile(js)}.map`, descriptorFile(js)]) rmSync(join(folder, file), { force: true });
  removeEmptyFolders(folder, dirname(join(folder, js)));
}

function removeEmptyFolders(top: string, folder: string): void {
  if (!folder.startsWith(top) || folder === top) return;
  try {
    if (readdirSync(folder).length > 0) return;
    rmdirSync(folder);
  } catch {
    // it was never made: its parents may still be empty
  }
  removeEmptyFolders(top, dirname(folder));
}

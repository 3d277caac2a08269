// What a patch holds of one module: its units that changed, and its record.
import { dirname, join, relative, resolve, sep } from "node:path";
import { BUILD_FOLDER, type CodePlaces, type ModuleDescriptor, unitFile } from "../../runtime/contract/build.js";
import type { ModulePatch } from "../../runtime/contract/patch.js";
import type { ComparedModule, Comparison } from "./compare-builds.js";
import type { ModuleComparison } from "./compare-modules.js";
import { linkUnits } from "./link-units.js";
import { CONTENT_NAME, type Files } from "./patch-files.js";
import { type Build, moduleOf, readUnits } from "./read-build.js";

export function isUntouched(compared: ComparedModule): boolean {
  const renamed = compared.same.some(([old, id]) => old !== id);
  return (
    compared.functions.length === 0 &&
    compared.variables.length === 0 &&
    compared.variablesOf.exports.length === 0 &&
    compared.removed.length === 0 &&
    compared.dropped.length === 0 &&
    compared.classes.length === 0 &&
    !renamed
  );
}

export async function linkModule(
  comparison: Comparison,
  js: string,
  compared: ComparedModule,
  files: Files,
  folder: string,
): Promise<ModulePatch> {
  const descriptor = moduleOf(comparison.to, js);
  const name = unitFile(js);
  const linked = await linkUnits(
    readUnits(comparison.to, js),
    descriptor.unit,
    compared.units,
    name.slice(name.lastIndexOf("/") + 1),
    (source) => moveSource(source, js, comparison.to, folder),
  );
  if (compared.units.size > 0) files.set(name, linked.text).set(`${name}.map`, linked.map);
  return {
    js,
    ...(compared.units.size > 0 ? { unit: name } : {}),
    functions: compared.functions,
    same: compared.same,
    removed: compared.removed,
    ...(compared.dropped.length === 0 ? {} : { dropped: compared.dropped }),
    variables: compared.variables,
    exports: compared.variablesOf.exports,
    ...(compared.classes.length === 0 ? {} : { classes: compared.classes }),
    descriptor: patchedModule(descriptor, compared, linked.places),
  };
}

function patchedModule(
  { source, classes, exports, functions, variables }: ModuleDescriptor,
  compared: ModuleComparison,
  unit: CodePlaces,
): ModulePatch["descriptor"] {
  const same = new Set(compared.same.map(([, id]) => id));
  const linked = new Set(unit.spans.map(([, , , , fn]) => fn));
  const initialised = new Set(compared.variables.filter(({ action }) => action.kind === "initialise").map(({ name }) => name));
  return {
    source,
    classes,
    exports,
    functions: functions.filter(({ id, index }) => linked.has(index) || !same.has(id)).map((fn) => ({ ...fn, tree: [] })),
    variables: variables.filter(({ name }) => initialised.has(name)).map(({ name, unit: own }) => ({ name, ...(own && { unit: own }) })),
    unit,
  };
}

/** Sources are named relative to the file whose map it is; the patch file stands one folder (its content's name) below `folder`. */
function moveSource(source: string, js: string, build: Build, folder: string): string {
  const absolute = resolve(build.root, BUILD_FOLDER, dirname(js), source);
  return relative(join(folder, "0".repeat(CONTENT_NAME), dirname(js)), absolute)
    .split(sep)
    .join("/");
}

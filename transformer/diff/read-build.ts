// Reads one build from its `outDir`: manifest, descriptors and unit files.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  BUILD_FOLDER,
  type BuildManifest,
  descriptorFile,
  FORMAT,
  MANIFEST_FILE,
  type ModuleDescriptor,
  unitFile,
} from "../../runtime/contract/build.js";

export interface Build {
  /** `outDir`, absolute. */
  readonly root: string;
  readonly id: string;
  readonly manifest: BuildManifest;
  readonly modules: ReadonlyMap<string, ModuleDescriptor>;
}

/** Bad input: the message says what was found and what to do. Leads to exit code 2. */
export class InputError extends Error {
  override readonly name = "InputError";
}

export function readBuild(folder: string): Build {
  const root = resolve(folder);
  const manifest = readJson(join(root, BUILD_FOLDER, MANIFEST_FILE), folder) as BuildManifest;
  if (manifest.format !== FORMAT) {
    throw new InputError(
      `${folder} was built in format ${String(manifest.format)}, this version of ts-updatable reads format ${FORMAT}: build it again.`,
    );
  }
  const modules = manifest.modules.map(({ js }): [string, ModuleDescriptor] => [
    js,
    readJson(join(root, BUILD_FOLDER, descriptorFile(js)), folder) as ModuleDescriptor,
  ]);
  return { root, id: manifest.build, manifest, modules: new Map(nameClassesByModule(modules)) };
}

/**
 * Types name a class by its source file. Two versions may lie in folders of their own, but a module is the same one where it is at the same place
 * below `outDir`: so here classes are named by that.
 */
function nameClassesByModule(modules: readonly [js: string, module: ModuleDescriptor][]): [js: string, module: ModuleDescriptor][] {
  const moduleOf = new Map(modules.map(([js, { source }]) => [source, js]));
  const rename = (name: string): string => {
    const end = name.lastIndexOf("#");
    return `${moduleOf.get(name.slice(0, end)) ?? name.slice(0, end)}#${name.slice(end + 1)}`;
  };
  return modules.map(([js, module]) => [
    js,
    {
      ...module,
      types: module.types.map((node) =>
        node.kind === "object" && node.classes !== undefined ? { ...node, classes: node.classes.map(rename) } : node,
      ),
    },
  ]);
}

function readJson(file: string, folder: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new InputError(
      `${folder} is not a build that can be compared: ${file} cannot be read (${(error as Error).message}). Build it with tspc and the plug-in, or with \`ts-updatable build\`.`,
    );
  }
}

export const readUnits = (build: Build, js: string): { text: string; map: string } => {
  const file = join(build.root, BUILD_FOLDER, unitFile(js));
  try {
    return { text: readFileSync(file, "utf8"), map: readFileSync(`${file}.map`, "utf8") };
  } catch (error) {
    throw new InputError(`${file} cannot be read (${(error as Error).message}): build ${build.root} again.`);
  }
};

/** A module that the build has. */
export const moduleOf = (build: Build, js: string): ModuleDescriptor => build.modules.get(js) as ModuleDescriptor;

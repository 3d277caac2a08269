// Modules that are new: a patch holds them as they were built, and a process loads them from there.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { BUILD_FOLDER, descriptorFile, MANIFEST_FILE, unitFile } from "../../runtime/contract/build.js";
import type { Patch } from "../../runtime/contract/patch.js";
import type { Files } from "./patch-files.js";
import { type Build, InputError } from "./read-build.js";

export function addModules(build: Build, modules: readonly string[], files: Files): Patch["added"] {
  if (modules.length > 0) {
    files.set(`added/${BUILD_FOLDER}/${MANIFEST_FILE}`, JSON.stringify(build.manifest));
    files.set("added/package.json", JSON.stringify({ type: moduleKind(build.root) }));
  }
  return modules.map((js) => addModule(build, js, files));
}

/** What Node takes the files of a build for, so that it takes new modules for the same wherever the patch lies. */
function moduleKind(folder: string): "module" | "commonjs" {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, "package.json");
    if (existsSync(file)) return (JSON.parse(readFileSync(file, "utf8")) as { type?: string }).type === "module" ? "module" : "commonjs";
    if (at === dirname(at)) return "commonjs";
  }
}

/** A new module is loaded from the patch: its base build, units and descriptor. */
function addModule(build: Build, js: string, files: Files): Patch["added"][number] {
  const copy = (from: string, to: string): void => {
    try {
      files.set(to, readFileSync(join(build.root, from), "utf8"));
    } catch (error) {
      throw new InputError(`${join(build.root, from)} cannot be read (${(error as Error).message}): build ${build.root} again.`);
    }
  };
  copy(js, `added/${js}`);
  for (const file of [descriptorFile(js), unitFile(js)]) copy(join(BUILD_FOLDER, file), `added/${BUILD_FOLDER}/${file}`);
  return { js, file: `added/${js}` };
}

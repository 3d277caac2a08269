// Lets modules that came with a patch import those that are loaded already, as if they stood in the same folder.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { LoadedPatch } from "./load-patch.js";

/** Folder of a patch's new modules -> `outDir` of the running build. */
const roots = new Map<string, string>();
let isRegistered = false;

export function resolveFromPatch(loaded: LoadedPatch, root: string): void {
  for (const { js, file } of loaded.patch.added) {
    const path = join(loaded.folder, file);
    roots.set(path.slice(0, -js.length), root);
  }
  if (isRegistered) return;
  isRegistered = true;
  registerHooks({
    resolve(specifier, context, next) {
      const parent = parentPath(context.parentURL);
      const entry = parent === undefined ? undefined : [...roots].find(([folder]) => parent.startsWith(folder));
      if (parent === undefined || entry === undefined) return next(specifier, context);
      const [folder, home] = entry;
      if (specifier.startsWith(".") && existsSync(join(dirname(parent), specifier))) return next(specifier, context);
      const parentURL = pathToFileURL(join(home, parent.slice(folder.length))).href;
      return next(specifier, { ...context, parentURL });
    },
  });
}

function parentPath(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  return url.startsWith("file:") ? fileURLToPath(url) : url;
}

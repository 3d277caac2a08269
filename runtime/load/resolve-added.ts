// Lets modules that came with a patch and those that are loaded already import each other, as if they stood in the same folder.
import { existsSync, statSync } from "node:fs";
import { createRequire, isBuiltin, type ResolveFnOutput, type ResolveHookContext, registerHooks } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setEntry } from "../journal.js";
import type { LoadedPatch } from "./load-patch.js";

/** Folder of a patch's new modules -> `outDir` of the running build. */
const roots = new Map<string, string>();
/** Where a new module would stand in `outDir`, had it been built there -> where it stands in its patch. */
const added = new Map<string, string>();
let isRegistered = false;

/** Returns what undoes it. */
export function resolveFromPatch(loaded: LoadedPatch, root: string): () => void {
  const undo = loaded.patch.added.flatMap(({ js, file }) => {
    const path = join(loaded.folder, file);
    return [setEntry(roots, path.slice(0, -js.length), root), setEntry(added, join(root, js), path)];
  });
  register();
  return () => {
    for (const step of undo.reverse()) step();
  };
}

/** The hook stays: without entries it changes nothing. */
function register(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerHooks({
    resolve(specifier, context, next) {
      const parent = parentPath(context.parentURL);
      if (parent === undefined) return next(specifier, context);
      const entry = [...roots].find(([folder]) => parent.startsWith(folder));
      if (entry === undefined) return findAdded(specifier, parent, context) ?? next(specifier, context);
      const [folder, home] = entry;
      if (specifier.startsWith(".") && existsSync(join(dirname(parent), specifier))) return next(specifier, context);
      const homeParent = join(home, parent.slice(folder.length));
      return (
        findAdded(specifier, homeParent, context) ??
        findRequired(specifier, homeParent, context) ??
        next(specifier, { ...context, parentURL: pathToFileURL(homeParent).href })
      );
    },
  });
}

/** Modules that were there before may import the new ones as well: with `require`, or with `import()`. */
function findAdded(specifier: string, parent: string, { conditions }: ResolveHookContext): ResolveFnOutput | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = join(dirname(parent), specifier);
  for (const ending of conditions.includes("require") ? ENDINGS : [""]) {
    if (statSync(path + ending, { throwIfNoEntry: false })?.isFile() === true) return undefined;
    const found = added.get(path + ending);
    if (found !== undefined) return { url: pathToFileURL(found).href, shortCircuit: true };
  }
  return undefined;
}

/** Under which `require` looks for a name, one after the other. */
const ENDINGS = ["", ".js", "/index.js"];

/** `require` looks for packages beside the module that calls it, whatever a hook says of its parent. */
function findRequired(specifier: string, parent: string, { conditions }: ResolveHookContext): ResolveFnOutput | undefined {
  if (!conditions.includes("require") || isBuiltin(specifier)) return undefined;
  return { url: pathToFileURL(createRequire(parent).resolve(specifier)).href, shortCircuit: true };
}

function parentPath(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  return url.startsWith("file:") ? fileURLToPath(url) : url;
}

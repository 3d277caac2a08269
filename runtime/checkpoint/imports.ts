// Which module of the program an import leads to.
import { realpathSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

interface Importer {
  readonly file: string;
  readonly require: NodeJS.Require;
}

/** The file among `files` that a specifier leads to; undefined for Node's own modules and packages. */
export function findSource({ file, require }: Importer, specifier: string, files: ReadonlySet<string>): string | undefined {
  if (/^\.{0,2}\//.test(specifier)) {
    const path = fileURLToPath(new URL(specifier, pathToFileURL(file)));
    if (files.has(path)) return path;
  }
  if (specifier.startsWith("node:")) return undefined;
  try {
    const path = require.resolve(specifier);
    return [path, realpathSync(path)].find((candidate) => files.has(candidate));
  } catch {
    return undefined;
  }
}

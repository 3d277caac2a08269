// Loads every given module and prints what it exports: names, kinds, and names and lengths of functions.
//
//   node load.mjs FOLDER < list of files, as JSON
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const files = JSON.parse(readFileSync(0, "utf8"));
const results = {};

function describe(value, depth) {
  if (typeof value === "function") return `function ${value.name} ${value.length} ${members(value.prototype, depth)}`;
  return typeof value === "object" && value !== null ? `object ${members(value, depth)}` : typeof value;
}

/** Own members of classes and objects, one level deep. */
function members(value, depth) {
  if (typeof value !== "object" || value === null || depth > 0) return "";
  const own = Object.getOwnPropertyDescriptors(value);
  const shown = Reflect.ownKeys(own).map(
    (key) => `${String(key)}: ${"value" in own[key] ? describe(own[key].value, depth + 1) : "accessor"}`,
  );
  return `{ ${shown.sort().join(", ")} }`;
}

for (const file of files) {
  try {
    const exports = await import(pathToFileURL(join(folder, file)).href);
    results[file] = Reflect.ownKeys(exports)
      .map((key) => `${String(key)}: ${describe(exports[key], 0)}`)
      .sort()
      .join("\n");
  } catch (error) {
    results[file] = `throws ${String(error).replaceAll(folder, "")}`;
  }
}
process.stdout.write(`${JSON.stringify(results)}\n`, () => process.exit());

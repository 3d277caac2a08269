// One process that has loaded a package: asks it a few things, updates it, asks again, rolls back, asks again.
//
//   node replay.mjs ENTRY SMOKE MODULES [PATCH]
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [entry, smokeFile, modules, patch] = process.argv.slice(2);
const { default: smoke } = await import(pathToFileURL(smokeFile).href);
const loaded = await import(pathToFileURL(entry).href);
const exports = loaded["module.exports"] ?? loaded;

async function ask() {
  try {
    return JSON.stringify(await smoke(exports, modules), (_key, value) => (typeof value === "bigint" ? `${value}n` : value));
  } catch (error) {
    return `throws ${error?.stack}`;
  }
}

const answers = { before: await ask() };
if (patch !== undefined) {
  const { applyPatch, rollback } = await import(pathToFileURL(createRequire(entry).resolve("ts-updatable")).href);
  answers.applied = await applyPatch(patch);
  answers.after = await ask();
  answers.undo = await rollback();
  answers.undone = await ask();
}
process.stdout.write(`\n${JSON.stringify(answers)}\n`, () => process.exit());

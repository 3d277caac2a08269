// dynohot: a loader that evaluates changed modules again and lets importers see the new ones.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { edit } from "./edit.mjs";
import * as program from "./run/program.js";

export const load = (file) => import(pathToFileURL(file).href);

let onUpdate;
import.meta.hot?.accept("./run/program.js", () => onUpdate?.());

export async function start({ file }) {
  const update = () =>
    new Promise((resolve) => {
      onUpdate = () => resolve("ok");
      writeFileSync(file, edit(readFileSync(file, "utf8")));
    });
  return { program: () => ({ ...program }), update };
}

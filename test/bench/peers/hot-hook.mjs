// hot-hook: the next dynamic import of a changed module evaluates it again.
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { edit } from "./edit.mjs";

export const load = (file) => import(pathToFileURL(file).href);

const importAgain = () => import("./run/program.js");

export async function start({ file }) {
  const old = await importAgain();
  let program = old;
  const update = async () => {
    writeFileSync(file, edit(readFileSync(file, "utf8")));
    while (program === old) {
      await sleep(1);
      program = await importAgain();
    }
    return "ok";
  };
  return { program: () => program, update };
}

// This package itself.
import { pathToFileURL } from "node:url";
import { applyPatch } from "ts-updatable";

export const load = (file) => import(pathToFileURL(file).href);

export async function start({ file, patch }) {
  const program = await load(file);
  const update = async () => {
    const { ok, error } = await applyPatch(patch);
    return ok ? "ok" : error.code;
  };
  return { program: () => program, update: () => update() };
}

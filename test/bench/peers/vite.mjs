// Vite's module runner: a changed module is evaluated again.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createServer, createServerModuleRunner } from "vite";
import { edit } from "./edit.mjs";

let server;
let runner;

export async function load(file) {
  server = await createServer({
    root: dirname(file),
    configFile: false,
    logLevel: "silent",
    appType: "custom",
    server: { middlewareMode: true, watch: null, ws: false },
  });
  runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  return runner.import(file);
}

export async function start({ file }) {
  let program = await load(file);
  const update = async () => {
    writeFileSync(file, edit(readFileSync(file, "utf8")));
    server.environments.ssr.moduleGraph.invalidateAll();
    runner.clearCache();
    program = await runner.import(file);
    return "ok";
  };
  return { program: () => program, update };
}

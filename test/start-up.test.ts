// What an updatable program loads before any update: each further file, and some parts of Node, can be felt in a start.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { projectFolder } from "./harness/imports.ts";

/** Tells each file and part of Node that is loaded, in order; `-e` itself is none. */
const program = `
  const { registerHooks } = process.getBuiltinModule("node:module");
  registerHooks({
    load(url, context, next) {
      console.log(url.replace(/^.*\\/dist\\//, ""));
      return next(url, context);
    },
  });
  await import("ts-updatable/internal");`;

test("a program that is not updated loads four files of the runtime", () => {
  const { TS_UPDATABLE_SOCKET: _, TS_UPDATABLE_STORM: __, ...env } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: projectFolder,
    env,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout.trim().split("\n").sort()).toEqual([
    "node:url",
    "runtime/internal.js",
    "runtime/language/cursor.js",
    "runtime/registry.js",
    "runtime/state.js",
  ]);
});

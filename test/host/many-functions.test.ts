// A file with thousands of functions: the objects that hold their slots must stay in the form whose reads V8 folds to constants.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { projectFolder } from "../harness/imports.ts";
import { ENTRY, Project } from "./project.ts";

const COUNT = 3000;

test("slots of many functions stay in fast objects, and each function has one", () => {
  const functions = Array.from({ length: COUNT }, (_, i) => `export function f${i}(x: number): number { return x + ${i}; }`);
  const project = new Project({ "src/many.ts": `${functions.join("\n")}\n` }, { plugins: [ENTRY] });
  project.useRealPackage();
  expect(project.command("build", "-p", ".").err).toBe("");
  const registry = pathToFileURL(join(projectFolder, "dist/runtime/registry.js")).href;
  project.write(
    "out/look.mjs",
    `import { findModule } from ${JSON.stringify(registry)};
     import * as many from "./many.js";
     const { holder } = findModule("many.js");
     const pages = [holder, ...Object.keys(holder).filter((key) => key.startsWith("p") && typeof holder[key] === "object").map((key) => holder[key])];
     const slots = pages.flatMap((page) => Object.keys(page).filter((key) => /^f\\d+$/.test(key)));
     console.log(pages.every((page) => %HasFastProperties(page)), new Set(slots).size, many.f${COUNT - 1}(1));`,
  );
  const run = spawnSync(process.execPath, ["--allow-natives-syntax", join(project.folder, "out/look.mjs")], { encoding: "utf8" });
  expect(run.stdout + run.stderr).toBe(`true ${COUNT} ${COUNT}\n`);
});

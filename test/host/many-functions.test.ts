// A file with thousands of functions: the objects that hold their slots must stay in the form whose reads V8 folds to constants.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { projectFolder } from "../harness/imports.ts";
import { ENTRY, Project } from "./project.ts";

const COUNT = 3000;
const SUM = (COUNT * (COUNT - 1)) / 2;

test("slots of many changed functions stay in fast objects, and each function has one", () => {
  const functions = Array.from({ length: COUNT }, (_, i) => `export function f${i}(x: number): number { return x + ${i}; }`);
  const project = new Project({ "src/many.ts": `${functions.join("\n")}\n` }, { plugins: [ENTRY] });
  project.useRealPackage();
  expect(project.command("build", "-p", ".").err).toBe("");
  const runtime = (file: string): string => JSON.stringify(pathToFileURL(join(projectFolder, "dist/runtime", file)).href);
  project.write(
    "out/look.mjs",
    `import { findModule } from ${runtime("registry.js")};
     import { settle, writeSlot } from ${runtime("slots.js")};
     import * as many from "./many.js";
     const { holder } = findModule("many.js");
     const sum = () => { let sum = 0; for (let n = 0; n < ${COUNT}; n++) sum += many["f" + n](0); return sum; };
     const before = sum();
     for (let n = 0; n < ${COUNT}; n++) writeSlot(holder, n, () => -n);
     settle();
     for (let n = 0; n < 50; n++) sum();
     const after = sum();
     const pages = [];
     for (let page = Object.getPrototypeOf(holder); !Object.hasOwn(page, "save"); page = Object.getPrototypeOf(page)) pages.push(page);
     console.log(pages.length > 1 && pages.every((page) => %HasFastProperties(page)), before, after);`,
  );
  const run = spawnSync(process.execPath, ["--allow-natives-syntax", join(project.folder, "out/look.mjs")], { encoding: "utf8" });
  expect(run.stdout + run.stderr).toBe(`true ${SUM} ${-SUM}\n`);
});

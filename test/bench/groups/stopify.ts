// What it costs with Stopify that programs can be left and entered anywhere. It changes no code, and takes ES5.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Group } from "../group.ts";
import { install } from "../installed.ts";
import { benchFolder, outputFolder, programsFolder } from "../places.ts";
import { runForJson } from "../processes.ts";
import { inRounds, mapRounds } from "../rounds.ts";
import { toRatioRow } from "../rows.ts";
import { bestOfSecondHalf } from "../statistics.ts";
import { measureEach } from "./programs.ts";

const programs = ["fib", "queens", "deltablue"];
const ways = ["plain", "stopified"] as const;
const folder = join(outputFolder, "stopify");

export const stopify: Group = {
  name: "stopify",
  about: "what programs cost that Stopify instruments, before any capture",
  async measure(context) {
    const missing = install("stopify", { "@stopify/stopify": "0.7.7" }, context);
    if (missing !== undefined) return missing;
    copyFileSync(join(benchFolder, "peers", "stopify.cjs"), join(folder, "stopify.cjs"));
    const rows = await measureEach(programs, context, async (program) => {
      const file = writeEs5(program);
      const measured = await inRounds(ways, context.rounds, (way) => {
        context.progress(`Stopify, ${program}, ${way}`);
        return runForJson<readonly number[]>([join(folder, "stopify.cjs"), file, String(Math.ceil(context.iterations / 3)), way]);
      });
      return toRatioRow(program, "ms", mapRounds(measured, bestOfSecondHalf));
    });
    return [{ title: "Stopify, before any capture", note: "both as ES5", columns: ways, rows }];
  },
};

function writeEs5(program: string): string {
  const text = readFileSync(join(programsFolder, `${program}.ts`), "utf8").replaceAll(/^export /gm, "");
  const compilerOptions = { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.None, downlevelIteration: true, ignoreDeprecations: "6.0" };
  const file = join(folder, `${program}.es5.cjs`);
  writeFileSync(file, ts.transpileModule(text, { compilerOptions }).outputText.replace('"use strict";', ""));
  return file;
}

// What `npm pack` would publish: everything that the manifest points to, and nothing that is ours alone.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectFolder } from "./harness/imports.ts";

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin: Readonly<Record<string, string>>;
}

const manifest: Manifest = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
const packed = findPackedFiles();

function findPackedFiles(): readonly string[] {
  const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=error"], {
    cwd: projectFolder,
    encoding: "utf8",
  });
  // npm 12 answers with an object by package name, older ones with an array
  const answer: Record<string, { readonly files: readonly { readonly path: string }[] }> = JSON.parse(output);
  return Object.values(answer).flatMap(({ files }) => files.map(({ path }) => path));
}

describe("the published package", () => {
  test("has every file that exports and bin point to", () => {
    const targets = [
      ...Object.values(manifest.exports).flatMap((entry) => (typeof entry === "string" ? [entry] : Object.values(entry))),
      ...Object.values(manifest.bin),
    ];
    const wanted = targets.map((target) => target.replace(/^\.\//, ""));
    expect(wanted.filter((file) => !packed.includes(file))).toEqual([]);
  });

  test("gives every code export a default condition", () => {
    const code = Object.values(manifest.exports).filter((entry) => typeof entry !== "string");
    expect(code.map((entry) => Object.keys(entry))).toEqual(code.map(() => ["types", "default"]));
  });

  test("has built files of runtime and transformer, and texts, only", () => {
    const admitted = /^(dist\/(runtime|transformer)\/.+\.(js|d\.ts)(\.map)?|(transformer\/|runtime\/)?README\.md|LICENSE|package\.json)$/;
    expect(packed.filter((file) => !admitted.test(file))).toEqual([]);
  });

  test("has nothing that was built from a source which is gone", () => {
    const sources = packed
      .filter((file) => file.startsWith("dist/"))
      .map((file) => file.replace(/^dist\//, "").replace(/(\.d\.ts|\.js)(\.map)?$/, ".ts"));
    expect(sources.filter((file) => !existsSync(join(projectFolder, file)))).toEqual([]);
  });
});

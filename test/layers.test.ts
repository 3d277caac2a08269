// Which folder may import which: the arrows of the architecture, read from the sources themselves.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findSources, getImports, getImportsOfText, type Import, projectFolder } from "./harness/imports.ts";

const shipped = findSources("runtime", "transformer");
const imports = shipped.flatMap(getImports);
const fileImports = imports.filter((entry) => entry.kind === "file");
const phases = ["transformer/0-simplify/", "transformer/1-analyze/", "transformer/2-lower/", "transformer/3-emit/", "transformer/diff/"];

const tell = ({ from, line, to }: Import): string => `${from}:${line} imports ${to}`;
const isIn = (file: string, folder: string): boolean => file.startsWith(folder);

/** Imports that leave `folder` for a file that `mayReach` does not admit. */
function findForbidden(folder: string, mayReach: (entry: Import) => boolean): readonly string[] {
  return fileImports.filter((entry) => isIn(entry.from, folder) && !mayReach(entry)).map(tell);
}

test("every sample that a comment speaks of exists", () => {
  const named = shipped.flatMap((file) =>
    [...readFileSync(join(projectFolder, file), "utf8").matchAll(/\((?:sample|pair) `([\w-]+)`\)/g)].map(([, name = ""]) => ({
      file,
      name,
    })),
  );
  const exists = (name: string): boolean => ["language", "pairs"].some((kind) => existsSync(join(projectFolder, "test", kind, name)));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(({ name }) => !exists(name))).toEqual([]);
});

describe("layers", () => {
  test("there are sources to look at", () => {
    expect(shipped.length).toBeGreaterThan(0);
    expect(fileImports.length).toBeGreaterThan(0);
  });

  test("the runtime imports files of the runtime only", () => {
    expect(findForbidden("runtime/", ({ to }) => isIn(to, "runtime/"))).toEqual([]);
  });

  test("the contract imports nothing outside itself", () => {
    const foreign = imports.filter(({ from, to }) => isIn(from, "runtime/contract/") && !isIn(to, "runtime/contract/"));
    expect(foreign.map(tell)).toEqual([]);
  });

  test("the transformer knows of the runtime only the contract, its commands also the control client", () => {
    const mayReach = ({ from, to }: Import): boolean =>
      isIn(to, "transformer/") ||
      isIn(to, "runtime/contract/") ||
      (isIn(from, "transformer/cli/") && /^runtime\/control\/client(\.ts$|[/-])/.test(to));
    expect(findForbidden("transformer/", mayReach)).toEqual([]);
  });

  test.each(phases)("%s meets the other phases in types only", (phase) => {
    const others = phases.filter((other) => other !== phase);
    expect(findForbidden(phase, ({ to, typeOnly }) => typeOnly || !others.some((other) => isIn(to, other)))).toEqual([]);
  });

  test("nothing that is shipped imports samples or tests", () => {
    expect(findForbidden("", ({ to }) => isIn(to, "runtime/") || isIn(to, "transformer/"))).toEqual([]);
  });

  test("no file imports itself by way of others", () => {
    expect(findCycles(fileImports)).toEqual([]);
  });
});

describe("packages", () => {
  const manifest = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const allPackages = [...dependencies, ...Object.keys(manifest.devDependencies), manifest.name];

  test("the runtime imports nothing but parts of Node", () => {
    expect(imports.filter(({ from, kind }) => isIn(from, "runtime/") && kind === "package").map(tell)).toEqual([]);
  });

  test("what is shipped imports only packages that are installed with it", () => {
    expect(findUnlisted(imports, dependencies)).toEqual([]);
  });

  test("tests, benchmarks and samples import only packages that package.json lists", () => {
    const withInstalled = ["test/corpora/", "test/bench/peers/", "test/bench/traffic/server/websocket.ts"];
    const others = findSources("samples", "test").filter((file) => !withInstalled.some((place) => isIn(file, place)));
    expect(findUnlisted(others.flatMap(getImports), allPackages)).toEqual([]);
  });
});

describe("the reader of imports", () => {
  test("tells type imports from others, in every form", () => {
    const text = `
      import type { A } from "./a.js";
      import { type B } from "./b.js";
      export * from "../c.ts";
      export type { D } from "pkg/d";
      const e = await import("node:fs");
      type F = import("./f.js").F;`;
    expect(getImportsOfText("runtime/x/main.ts", text).map(({ to, kind, typeOnly }) => [to, kind, typeOnly])).toEqual([
      ["runtime/x/a.ts", "file", true],
      ["runtime/x/b.ts", "file", false],
      ["runtime/c.ts", "file", false],
      ["pkg/d", "package", true],
      ["node:fs", "node", false],
      ["runtime/x/f.ts", "file", true],
    ]);
  });

  test("finds a cycle", () => {
    const arrow = (from: string, to: string): Import => ({ from, to, kind: "file", typeOnly: false, line: 1 });
    expect(findCycles([arrow("a", "b"), arrow("b", "c"), arrow("c", "b")])).toEqual(["b -> c -> b"]);
    expect(findCycles([arrow("a", "b"), arrow("a", "c"), arrow("b", "c")])).toEqual([]);
  });
});

function findUnlisted(all: readonly Import[], listed: readonly string[]): readonly string[] {
  return all.filter(({ kind, to }) => kind === "package" && !listed.includes(getPackageName(to))).map(tell);
}

function getPackageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Depth first; each cycle is told once, by the way on which it was found. */
function findCycles(all: readonly Import[]): readonly string[] {
  const targets = Map.groupBy(all, ({ from }) => from);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const start = way.indexOf(file);
    if (start >= 0) cycles.push([...way.slice(start), file].join(" -> "));
    if (start >= 0 || done.has(file)) return;
    for (const { to } of targets.get(file) ?? []) visit(to, [...way, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

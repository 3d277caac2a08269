// Watching: the build follows the sources, file by file.
import { describe, expect, test, vi } from "vitest";
import { Project } from "./project.ts";

const TIMES = { timeout: 30_000, interval: 100 };

describe.each([
  ["tspc", ["--watch", "-p", "."], {}],
  ["tspc", ["-b", "--watch"], { composite: true }],
  ["build", ["--watch", "-p", "."], { incremental: true }],
  ["build", ["-b", "--watch"], { composite: true }],
] as const)("%s %j", (tool, args, compilerOptions) => {
  test("follows changed, added and removed sources", async () => {
    const project = new Project({ "src/a.ts": "export const a = 1;\n", "src/b.ts": "export const b = 1;\n" }, { compilerOptions });
    const names = () => (project.has("out/.ts-updatable/manifest.json") ? project.moduleNames() : []);
    const untilIdle = (times: number) => vi.waitUntil(() => project.timesIdle() >= times, TIMES);
    project.watch(tool, ...args);
    await untilIdle(1);
    expect(names().length).toBe(2);
    const { build } = project.manifest();
    const times = project.read("out/b.js");

    // With -b the compiler says that it watches a moment before it does: the first change is saved until it is seen.
    const change = () => project.write("src/a.ts", "export const a = 2;\n");
    change();
    const saving = setInterval(change, 1000);
    await vi.waitUntil(() => project.manifest().build !== build, TIMES).finally(() => clearInterval(saving));
    expect(project.read("out/a.js")).toMatch(/^\/\* updatable[\s\S]*a = 2/);
    expect(project.read("out/b.js")).toBe(times);

    await untilIdle(2);
    project.write("src/c.ts", "export const c = 3;\n");
    await vi.waitUntil(() => names().length === 3, TIMES);
    project.remove("src/b.ts");
    await vi.waitUntil(() => names().join() === "a.js,c.js", TIMES);

    project.write("src/a.ts", "export const a = 1;\n");
    project.remove("src/c.ts");
    project.write("src/b.ts", "export const b = 1;\n");
    await vi.waitUntil(() => project.manifest().build === build, TIMES);
  });
});

// Watching: the build follows the sources, file by file.
import { describe, expect, test, vi } from "vitest";
import { Project } from "./project.ts";

const TIMES = { timeout: 30_000, interval: 100 };

/** The compiler says that it watches a moment before it does: a change is made again until it is seen. */
function until(isSeen: () => boolean, change: () => void): Promise<unknown> {
  change();
  const again = setInterval(change, 2000);
  return vi.waitUntil(isSeen, TIMES).finally(() => clearInterval(again));
}

describe.each([
  ["tspc", ["--watch", "-p", "."], {}],
  ["tspc", ["-b", "--watch"], { composite: true }],
  ["build", ["--watch", "-p", "."], { incremental: true }],
  ["build", ["-b", "--watch"], { composite: true }],
] as const)("%s %j", (tool, args, compilerOptions) => {
  test("follows changed, added and removed sources", async () => {
    const project = new Project({ "src/a.ts": "export const a = 1;\n", "src/b.ts": "export const b = 1;\n" }, { compilerOptions });
    const names = () => (project.has("out/.ts-updatable/manifest.json") ? project.moduleNames() : []);
    project.watch(tool, ...args);
    await vi.waitUntil(() => project.timesIdle() >= 1, TIMES);
    expect(names().length).toBe(2);
    const { build } = project.manifest();
    const times = project.read("out/b.js");

    await until(
      () => project.manifest().build !== build,
      () => project.write("src/a.ts", "export const a = 2;\n"),
    );
    expect(project.read("out/a.js")).toMatch(/^\/\* updatable[\s\S]*a = 2/);
    expect(project.read("out/b.js")).toBe(times);

    await until(
      () => names().length === 3,
      () => project.write("src/c.ts", "export const c = 3;\n"),
    );
    await until(
      () => names().join() === "a.js,c.js",
      () => {
        project.write("src/b.ts", "export const b = 2;\n");
        project.remove("src/b.ts");
      },
    );
    await until(
      () => project.manifest().build === build,
      () => {
        project.write("src/a.ts", "export const a = 1;\n");
        project.write("src/b.ts", "export const b = 1;\n");
        project.write("src/c.ts", "");
        project.remove("src/c.ts");
      },
    );
  });
});

// How zod's suite is run: its tests are compiled by vitest, the code under test is loaded by Node from where it was built.
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = process.env["ZOD_ROOT"] ?? "";

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^zod$/, replacement: join(root, "index.js") },
      { find: /^zod\/(compile)$/, replacement: join(root, "$1.js") },
      { find: /^zod\/(.+)$/, replacement: join(root, "$1", "index.js") },
    ],
  },
  test: {
    include: ["**/*.test.ts"],
    server: { deps: { external: [/\/build\/corpora\/zod\/.*\.js$/] } },
    pool: "forks",
    testTimeout: 600_000,
  },
});

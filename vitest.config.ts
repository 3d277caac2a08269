// How the tests run: dist is built once before them, two workers, one process per file.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/storm/**", "**/node_modules/**"],
    globalSetup: ["test/harness/build-once.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});

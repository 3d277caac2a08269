// What vitest does once before all tests: brings dist up to date, so that tests of the command line run what the sources say.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const bootstrap = fileURLToPath(new URL("./bootstrap.mjs", import.meta.url));

export default function buildOnce(): void {
  execFileSync(process.execPath, [bootstrap, "--build"], { stdio: "inherit" });
}

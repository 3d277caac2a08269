// Where the benchmark finds and leaves things.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectFolder = fileURLToPath(new URL("../..", import.meta.url));
export const benchFolder = join(projectFolder, "test", "bench");
export const programsFolder = join(benchFolder, "programs");
export const outputFolder = join(projectFolder, "build", "bench");
export const commandLine = join(projectFolder, "dist", "transformer", "cli", "main.js");

export const packageFile = (...parts: readonly string[]): string => join(projectFolder, "node_modules", ...parts);

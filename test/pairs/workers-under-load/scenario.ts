import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Scenario } from "../../harness/pairs.ts";
import { type Traffic, UPDATES } from "./clients.ts";

const folder = join(pairsFolder, "workers-under-load");
const transformers = (name: string): readonly string[] => ["--transformers", join(folder, `${name}.ts`)];

/** The clients are in a process of their own. */
async function runClients(...args: readonly string[]): Promise<Traffic> {
  const child = spawn(process.execPath, [join(folder, "clients.ts"), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  for await (const part of child.stdout.setEncoding("utf8")) text += part;
  return JSON.parse(text) as Traffic;
}

export default (["threads", "processes"] as const).map(
  (workers): Scenario => ({
    shows: `a server with four workers (${workers}) under load is updated 20 times, and no request fails, no message is lost`,
    async run(pair: Pair) {
      const patches = await Promise.all([
        pair.patch("v1", "v2", ...transformers("v1-v2")),
        pair.patch("v2", "v1", ...transformers("v2-v1")),
      ]);
      const traffic = await runClients(join(pair.out("v1"), "main.js"), workers, "apply", ...patches);
      expect(traffic.failed).toEqual([]);
      expect(traffic.updates).toBe(UPDATES);
      expect(traffic.requests).toBeGreaterThan(UPDATES);
    },
  }),
) satisfies readonly Scenario[];

import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Running, type Scenario } from "../../harness/pairs.ts";

const VERSIONS = ["v1", "v2", "v3", "v4", "v5"];

function patchOf(pair: Pair, from: string, to: string): Promise<string> {
  const file = join(pairsFolder, "saved-documents", `${from}-${to}.ts`);
  return pair.patch(from, to, ...(existsSync(file) ? ["--transformers", file] : []));
}

async function ask(program: Running, question: string): Promise<string> {
  program.send(question);
  return (await program.line(/^saved (.*)/))[1] as string;
}

export default {
  shows:
    "documents that the first version saved are loaded by the fifth, through the transformers of every patch between, and saved as its own",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const patches: string[] = [];
    for (const [index, from] of VERSIONS.slice(0, -1).entries()) patches.push(await patchOf(pair, from, VERSIONS[index + 1] as string));
    const first = await pair.start("v1");
    await ask(first, "write one/two");
    const saved = await ask(first, "write three");
    const last = await pair.start("v5");
    await ask(last, `load ${[...patches].reverse().join()} ${saved}`);
    await last.line("v5 one|two by unknown; three by unknown");
    const canonical = await ask(last, "show");
    expect((JSON.parse(canonical) as { readonly documents: unknown }).documents).toEqual([
      { lines: ["one", "two"], author: "unknown" },
      { lines: ["three"], author: "unknown" },
    ]);
    const other = await pair.start("v5");
    await ask(other, `load ${patches.join()} ${canonical}`);
    await other.line("v5 one|two by unknown; three by unknown");
    await ask(other, `load ${patches.slice(0, 2).join()} ${saved}`);
    await other.line(/^no patch leads from version \w+ on to \w+, which is in force/);
    // A process that was updated itself holds what one that loads it holds.
    for (const patch of patches) await first.update(patch);
    expect(JSON.parse(await ask(first, "show"))).toEqual(JSON.parse(canonical));
  },
} satisfies Scenario;

// Writes what failed as folders that can be moved to test/language and test/pairs as they are.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { helpers } from "./helpers.ts";

/** `FOLDER/language/main.ts`: the first version alone, which must log the same in every build and storm. */
export function writeLanguageSample(folder: string, main: string): void {
  write(folder, "language/main.ts", `${ALONE}${joined(main)}\n${PRINT}`);
}

/** `FOLDER/pairs`: both versions, held at the update point at which an update is to land, and the lines that are wanted then. */
export function writePairsSample(folder: string, versions: readonly [string, string], at: number, wanted: readonly string[]): void {
  const held = HELD.replace("POINT", String(at));
  for (const [index, main] of versions.entries()) write(folder, `pairs/v${index + 1}/main.ts`, `${held}${joined(main)}\n${PRINT}`);
  write(folder, "pairs/scenario.ts", SCENARIO.replace("WANTED", JSON.stringify([...wanted, "end"], undefined, 2)));
}

function write(folder: string, file: string, content: string): void {
  const path = join(folder, file);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
}

/** Both modules in one. */
const joined = (main: string): string => `${helpers("plain")}\n${main.replace(/^(\/\/|import) .*$/gm, "")}`;

const HEAD = "// @ts-nocheck: made from random numbers\n";
const ALONE = `${HEAD}Object.assign(globalThis, { $random: { before() {}, after() {} } });\n`;
const HELD = `${HEAD}import { hold } from "./hold.js";

const driver$ = {
  before(count) {
    if (count !== POINT) return;
    console.log("holding");
    hold(1);
  },
  after() {},
};
Object.assign(globalThis, { $random: driver$ });
`;
const PRINT = `
void run()
  .catch((error) => lines.push(\`uncaught \${error instanceof Error ? \`\${error.name}: \${error.message}\` : String(error)}\`))
  .then(() => console.log([...lines, "end"].join("\\n")));
`;

const SCENARIO = `import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

const wanted = WANTED;

export default {
  shows: "a random program goes on as its new version says",
  async run(pair: Pair) {
    const program = await pair.start("v1");
    await program.line("holding");
    await program.update(await pair.patch());
    await program.line("end");
    expect(program.lines.slice(1)).toEqual(wanted);
    await program.end();
  },
} satisfies Scenario;
`;

// An update is all or nothing: each of its steps is made to fail in turn, and each time the process must be what it was before.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "../harness/imports.ts";
import { writeInstrumented } from "./instrument.ts";
import type { Report } from "./run.ts";

const here = join(projectFolder, "test", "faults");
const commandLine = join(projectFolder, "dist", "transformer", "cli", "main.js");
let folder: string;

const OPTIONS = {
  target: "es2023",
  module: "nodenext",
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  sourceMap: true,
  rootDir: "src",
  outDir: "out",
  plugins: [{ transform: "ts-updatable/transformer", transformProgram: true }],
};

/** What an update is made of; each name is one that steps.ts gives. */
const KINDS: Readonly<Record<string, RegExp>> = {
  "a file of the patch is read": /^readFileSync patch\.json/,
  "digests are checked": /^load-patch\.checkFile/,
  "the build on disk is looked at": /^statSync main\.js/,
  "a unit file is compiled": /^readFileSync shop\.js\.unit\.cjs/,
  "a unit is linked": /^activate\.#linkUnit/,
  "a new module runs": /^body of a new module/,
  "a new variable is initialised": /^initialiser of a new variable/,
  "a variable is converted": /^transformer of a variable/,
  "the update is planned": /^plan\.planMove/,
  "both ways are rehearsed": /^rebuild\.rehearse/,
  "a build's units are read for the way back": /^readFileSync main\.js\.unit\.cjs/,
  "the values of the fourth frame are carried over": /^successors\.newFrame \(4\)/,
  "the local of the fourth frame is converted": /^transformer of a local \(4\)/,
  "a call is made to begin anew": /^successors\.endCall/,
  "a local is initialised": /^migrate\.initialise/,
  "the fourth function is switched": /^lineage\.replace \(4\)/,
  "the fourth slot is written": /^lineage\.setSlot \(4\)/,
  "names come into force": /^journal\.setEntry/,
  "a module is put off until it is loaded": /^history\.keepForLater/,
};

/** The same where the program is held while a state transformer is awaited. */
const AWAITED: Readonly<Record<string, RegExp>> = {
  "the program is held": /^hold\.watch/,
  "its slots are watched": /^tripwire\.stretchWires/,
  "what is to be converted is gathered": /^awaited-calls\.awaitedCalls/,
  "the transformer begins": /^asynchronous transformer begins/,
  "the transformer goes on": /^asynchronous transformer goes on/,
  "the slots are as they were": /^tripwire\.stretchWires\/function/,
  "its result is asked for": /^transformers\.#resultOf/,
  "the fourth slot is written": /^lineage\.setSlot \(4\)/,
};

/** The same where calls that are under way end in their version. */
const LEFT: Readonly<Record<string, RegExp>> = {
  "a version keeps what is replaced": /^world\.keep /,
  "the fourth function is switched": /^lineage\.replace \(4\)/,
  "old code is linked apart": /^code\.linkApart/,
  "holders are left": /^worlds\.leave/,
  "a copy is linked for later calls": /^lineage\.relink/,
  "a stub gets a dispatcher": /^lineage\.#dispatcher \(4\)/,
  "the fourth slot is written": /^lineage\.setSlot \(4\)/,
};

/** The same for classes and the objects that exist of them. Each update searches the heap, so that only these steps fail, and fewer of each. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  "private names are made": /^class-privates\.prepare/,
  "the class takes over the new version's names": /^class-privates\.adopt/,
  "the class takes over the new version": /^live-class\.#adopt\/function/,
  "the second member is set": /^live-class\.#setMember \(2\)/,
  "it gets another base": /^live-class\.#setBase/,
  "the heap is searched": /^heap\.query/,
  "the second object is converted": /^conversion\.convert \(2\)/,
  "its private field is converted": /^transformer of a private field \(2\)/,
  "its field is converted": /^transformer of a field \(2\)/,
  "it gets a private name": /^field-place\./,
  "objects are to follow at their first touch": /^instances\.#wait/,
  "objects follow in an order of the author's": /^the author's own order/,
};
const ONLY_OBJECTS = "^(live-class|instances|conversion|class-privates|private|own-field|field-place|heap|transformer|the author)";

beforeAll(async () => {
  mkdirSync(join(projectFolder, "build"), { recursive: true });
  folder = mkdtempSync(join(projectFolder, "build", "faults-"));
  writeInstrumented(join(folder, "runtime"));
  for (const version of ["v1", "v2"]) await build(join(here, "classes", version), "classes", version, "module");
  const [before, after] = ["v1", "v2"].map((version) => join(folder, "classes", version, "out")) as [string, string];
  const transformers = join(here, "classes", "transformers.ts");
  await run(commandLine, "diff", before, after, "--out", join(folder, "classes", "converted"), "--transformers", transformers);
  for (const kind of ["module", "commonjs"] as const) {
    for (const version of ["v1", "v2", "v3"]) await build(join(here, version), kind, version, kind);
    const [v1, v2, v3] = ["v1", "v2", "v3"].map((version) => join(folder, kind, version, "out")) as [string, string, string];
    await run(commandLine, "diff", v1, v3, "--out", join(folder, kind, "left"));
    for (const state of ["transformers", "awaited"]) {
      await run(commandLine, "diff", v1, v2, "--out", join(folder, kind, state), "--transformers", join(here, "state", `${state}.ts`));
      expect(existsSync(join(folder, kind, state))).toBe(true);
    }
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function build(source: string, program: string, version: string, type: "module" | "commonjs"): Promise<void> {
  const project = join(folder, program, version);
  cpSync(source, join(project, "src"), { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ type }));
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include: ["src"] }));
  await run(commandLine, "build", "-p", project);
}

const run = (...args: readonly string[]): Promise<string> => runWith({}, ...args);

async function runWith(variables: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, TS_UPDATABLE_LOG: "off", ...variables };
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env });
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code, errors + output).toBe(0);
  return output;
}

/** A copy of the patch: where a step has left something, it is in a file as well as in the process. */
async function updateWith(kind: string, state: string, fault: string): Promise<Report> {
  const patch = join(folder, kind, `${state}-${fault}`);
  cpSync(join(folder, kind, state), patch, { recursive: true });
  const policy = state === "left" ? "finish-old" : "move";
  const variables = { POLICY: policy, ...(kind === "classes" ? { TIMES: "2", ONLY: ONLY_OBJECTS, TURNS: "" } : {}) };
  const process = [join(here, "run.ts"), join(folder, kind, "v1", "out"), patch, fault, join(folder, "runtime")];
  return JSON.parse(await runWith(variables, ...process)) as Report;
}

const OLD = ["left by v1", "v1 0 1", "v1 1 2", "v1 2 3", "v1 3 4"];

const NEW = ["left by v1", "begun by v2", "v2 0 was 0+ 0", "v2 1 was 1+ 1", "v2 2 was 2+ 4", "v2 3 was 3+ 9"];

describe.each([
  // The calls on the stack have returned before an asynchronous transformer begins.
  ["module", "transformers", KINDS, OLD, NEW],
  ["commonjs", "transformers", KINDS, OLD, NEW],
  ["module", "awaited", AWAITED, OLD, OLD],
  ["commonjs", "awaited", AWAITED, OLD, OLD],
  // Work in progress stays at its version: so do the calls on the stack.
  ["module", "left", LEFT, OLD, OLD],
  ["commonjs", "left", LEFT, OLD, OLD],
  ["classes", "converted", CLASSES, [], []],
])("in a program of kind %s with patch %s", (kind, state, kinds, stayed, moved) => {
  let undisturbed: Report;
  beforeAll(async () => {
    undisturbed = await updateWith(kind, state, "none");
    expect(undisturbed).toMatchObject({ attempts: [], last: { ok: true }, returned: moved });
  }, 120_000);

  test.each(["throw", "cut", "missing"])(
    "whichever step fails (%s), nothing has changed, and the next update is whole",
    async (fault) => {
      const report = await updateWith(kind, state, fault);
      for (const { step, answer, left, returned } of report.attempts) {
        expect({ step, left, returned }).toEqual({ step, left: undefined, returned: stayed });
        expect(answer, step).toMatchObject({
          ok: false,
          error: { code: expect.stringMatching(/^[A-Z_]+$/), message: expect.stringMatching(/./) },
        });
        // A file that cannot be read and code of the program that throws are nothing unforeseen.
        if (!step.includes(".") || step.startsWith("readFileSync") || step.startsWith("statSync"))
          expect(answer.error?.code, step).not.toBe("INTERNAL");
      }
      const { last, returned, digest, end } = report;
      expect(last).toMatchObject({ ok: true, version: undisturbed.last.version, replaced: undisturbed.last.replaced });
      expect({ returned, digest, end }).toEqual({ returned: undisturbed.returned, digest: undisturbed.digest, end: undisturbed.end });
      const steps = report.attempts.map(({ step }) => step);
      const missed = Object.entries(kinds).filter(([, pattern]) => !steps.some((step) => pattern.test(step)));
      if (fault === "throw") expect(missed.map(([name]) => name)).toEqual([]);
      else
        expect(steps.filter((step) => step.startsWith("readFileSync")).length).toBeGreaterThan(
          ["left", "converted"].includes(state) ? 5 : 10,
        );
    },
    300_000,
  );
});

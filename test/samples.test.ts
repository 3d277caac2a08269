// The lessons do what their READMEs say: their commands are typed, and what they show is compared.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { checkCounter, readCounter } from "./harness/counter.ts";
import { findMissing, readQuotes } from "./harness/emitted-text.ts";
import { projectFolder } from "./harness/imports.ts";
import { findBlocks, parseSteps, readLesson, readSteps, type Step } from "./harness/lesson.ts";
import { findDifference, isShown, Versions } from "./harness/shown.ts";
import { Terminals } from "./harness/terminals.ts";

/** A program is interrupted wherever it happens to be; once in a thousand times that is not the place which the lesson shows. */
const retry = 2;

const lessons = readdirSync(join(projectFolder, "samples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

let terminals = new Terminals();
afterEach(() => terminals.close());

describe("lessons", () => {
  test("compile as one program", () => {
    const tspc = join(projectFolder, "node_modules", ".bin", "tspc");
    execFileSync(tspc, ["-p", "tsconfig.samples.json"], { cwd: projectFolder, stdio: "inherit" });
  });

  test("01-long-loop: the counter never restarts", { retry }, async () => {
    await play("01-long-loop");
    checkCounter(readCounter(terminals.linesOf("program")));
  });

  test("02-deep-recursion: every frame adds what the new version says", { retry }, async () => {
    await play("02-deep-recursion");
    expect(terminals.linesOf("program").at(-1)).toBe("the way back added 10000");
  });

  test("03-http-server: one connection, one count, and no answer of mixed versions", { retry }, async () => {
    await play("03-http-server");
    const answers = terminals.linesOf("client");
    const admitted = answers.map((_, index) => [
      `connection 1: Hello Ada, this is visit ${index + 1}.`,
      `connection 1: {"hello":"Ada","visits":${index + 1}}`,
    ]);
    for (const [index, answer] of answers.entries()) expect(admitted[index]).toContain(answer);
  });

  test("04-state: the count goes on in a map of another type, and back", { retry }, async () => {
    await play("04-state");
    const counts = terminals
      .linesOf("program")
      .flatMap((line) => /this is visit (\d+)/.exec(line)?.[1] ?? [])
      .map(Number);
    expect(counts).toEqual(counts.map((_, index) => index + 1));
  });

  test("05-objects: the account and its cards go on, with the fields of the version in force", { retry }, async () => {
    await play("05-objects");
    const lines = terminals.linesOf("program").filter((line) => line.startsWith("owner"));
    const found = lines.map((line) => /^owner Ada, balance (\d+)(?:, payments \d+)? \| uses (\d+)(?:, limit \d+)? \| uses 0$/.exec(line));
    expect(found.map((fields) => [Number(fields?.[1]), Number(fields?.[2])])).toEqual(lines.map((_, index) => [index + 1, index + 1]));
  });

  test("06-policies: every round gives one sum of one version, and every bill is of one version", { retry }, async () => {
    await play("06-policies");
    const lines = terminals.linesOf("program");
    const rounds = lines.flatMap((line) => /^round (\d+): (\d+), by version (\d)/.exec(line)?.slice(1) ?? []);
    const numbers = rounds.filter((_, index) => index % 3 === 0).map(Number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const sums = rounds.filter((_, index) => index % 3 !== 0).join(" ");
    expect(sums).toMatch(/^((210 1|21000 2) ?)+$/);
    const bills = lines.filter((line) => line.startsWith("bill "));
    expect(bills.filter((line) => !/from 1 to 2$|from 100 to 200$/.test(line))).toEqual([]);
  });

  test("07-messages: every order is served once, in order, whichever version took and cooked it", { retry }, async () => {
    await play("07-messages");
    const lines = terminals.linesOf("program").filter((line) => line.startsWith("order "));
    const numbers = lines.map((line) => Number(/^order (\d+): soup(?:(?: and cake)?, in version 2)?$/.exec(line)?.[1]));
    expect(numbers).toEqual(lines.map((_, index) => index + 1));
  });

  test("README.md: the start works in a project of its own", { retry }, playStart);

  test("each is played by a test of its own", () => {
    const source = readFileSync(new URL(import.meta.url), "utf8");
    expect(lessons.filter((lesson) => !source.includes(`play("${lesson}")`))).toEqual([]);
  });

  // After the lessons: their builds are what is quoted.
  test.each(["transformer/README.md", "runtime/README.md"])("%s quotes what is really emitted", (file) => {
    const quotes = readQuotes(file);
    expect(quotes.length).toBeGreaterThan(0);
    expect(quotes.flatMap(findMissing)).toEqual([]);
  });
});

async function play(lesson: string): Promise<void> {
  await terminals.close();
  rmSync(join(projectFolder, "build", lesson), { recursive: true, force: true });
  terminals = new Terminals({ PORT: String(await findPort()) });
  const versions = new Versions();
  for (const step of readLesson(lesson)) await playStep(step, versions);
}

/** What the README leaves to the reader: a change before each later build. */
async function playStart(): Promise<void> {
  await terminals.close();
  const project = makeProject();
  const write = (text: string): void => writeFileSync(join(project, "src/main.ts"), text);
  terminals = new Terminals({}, undefined, project);
  const versions = new Versions();
  for (const step of readSteps("README.md")) {
    if (step.command?.includes("--outDir build/v2")) write(readSample("v2"));
    if (step.command?.includes("build/v3")) {
      write(makeAsync(readSample("v2")));
      await terminals.run("ts-updatable build -p tsconfig.json --outDir build/v3");
    }
    await playStep(step, versions);
  }
}

const readSample = (version: string): string => readFileSync(join(projectFolder, "samples/01-long-loop", version, "main.ts"), "utf8");

const makeAsync = (text: string): string =>
  text.replace(/function (main|weigh)(.*): (\w+) \{/g, "async function $1$2: Promise<$3> {").replace("weigh(n);", "await weigh(n);");

/** A project with the plug-in entry that the README shows. */
function makeProject(): string {
  const folder = join(projectFolder, "build/start");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "src"), { recursive: true });
  const [entry] = findBlocks(readFileSync(join(projectFolder, "README.md"), "utf8"), "jsonc");
  const { compilerOptions } = JSON.parse(entry?.text ?? "{}") as { readonly compilerOptions: object };
  const options = { target: "es2023", module: "nodenext", types: ["node"], strict: true, skipLibCheck: true, rootDir: "src" };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...options, ...compilerOptions }, include: ["src"] }));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "start", type: "module" }));
  writeFileSync(join(folder, "src/main.ts"), readSample("v1"));
  return folder;
}

async function playStep({ terminal, command, shown, at }: Step, versions: Versions): Promise<void> {
  const what = `${at}: ${command ?? terminal}`;
  if (terminal === "") {
    const { code, lines } = await terminals.run(command as string);
    expect(findDifference(shown, lines, versions), what).toBeUndefined();
    expect(code, what).toBe(shown.some((line) => line.startsWith("error ")) ? 1 : 0);
    return;
  }
  if (command !== undefined) await terminals.start(terminal, command);
  await terminals.waitFor(
    terminal,
    shown.map((line) => (real: string) => isShown(line, real)),
  );
}

/** A port that was free a moment ago. */
function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

describe("the reader of lessons", () => {
  test("sees a counter that restarts, stays or was never updated", () => {
    const updated = ["n = 1, total = 1", "n = 2, total = 5, squares = 1", "n = 3, total = 8"];
    const check = (lines: readonly string[]) => () => checkCounter(readCounter(lines));
    expect(check(updated)()).toEqual({ first: 1, last: 3, updatedAt: 2, backAt: 3 });
    expect(check([...updated, "n = 1, total = 1"])).toThrow("came");
    expect(check(updated.slice(0, 2))).toThrow("rollback");
    expect(check(updated.slice(0, 1))).toThrow("both versions");
  });

  test("tells commands, terminals and output apart", () => {
    const text = [
      "Text",
      "```console",
      "$ a \\",
      "    b",
      "x",
      "$ c",
      "```",
      "```console app",
      "y",
      "```",
      "```sh",
      "$ no",
      "```",
      "",
    ].join("\n");
    expect(parseSteps(text, "R.md")).toEqual([
      { terminal: "", command: "a b", shown: ["x"], at: "R.md:2" },
      { terminal: "", command: "c", shown: [], at: "R.md:2" },
      { terminal: "app", shown: ["y"], at: "R.md:8" },
    ]);
  });

  test("sees a difference in everything but what varies", () => {
    const versions = new Versions();
    const [a, b, c] = ["0123456789abcdef", "fedcba9876543210", "00000000deadbeef"];
    expect(findDifference([`${a} (after 2 ms)`, "n = 1"], [`${b} (after 30.5 ms)`, "n = 8"], versions)).toBeUndefined();
    expect(findDifference([a], [c], versions)).toContain("another version");
    expect(findDifference(["main.ts:7"], ["main.ts:8"], versions)).toContain("main.ts:8");
    expect(findDifference(["one"], ["one", "two"], versions)).toContain("nothing more");
    expect(findDifference(["one", "two"], ["one"], versions)).toContain("nothing more");
  });
});

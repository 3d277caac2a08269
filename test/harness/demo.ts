// `npm run demo`: types the commands of lesson 01 and shows what happens. Exit code 0 only if the counter was seen to go on.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { styleText } from "node:util";
import { checkCounter, readCounter } from "./counter.ts";
import { projectFolder } from "./imports.ts";
import { readLesson, type Step } from "./lesson.ts";
import { isShown } from "./shown.ts";
import { Terminals } from "./terminals.ts";

const LESSON = "01-long-loop";

/** Said before a command that begins like this. */
const REMARKS: readonly (readonly [command: string, remark: string])[] = [
  ["tspc -p samples/01-long-loop/v1", "Compile the first version: a loop that adds up numbers and never gives the thread back."],
  ["TS_UPDATABLE_SOCKET", "Run it. What it prints stands behind a bar."],
  ["tspc -p samples/01-long-loop/v2", "The second version adds up squares and has a new local. Compile it into another folder."],
  ["ts-updatable diff", "Link a patch out of the two builds."],
  ["ts-updatable apply", "Ask the running process what the update would do."],
  ["ts-updatable apply", "Do it: the running call of main moves into the new code."],
  ["ts-updatable status", "Look at the process."],
  ["ts-updatable rollback", "Go back: an update in the other direction."],
];

const remarks = [...REMARKS];
const say = (text: string): void => console.log(`\n${styleText("bold", text)}`);
const terminals = new Terminals({}, (terminal, line) => console.log(terminal === "" ? line : styleText("cyan", `    | ${line}`)));

// Terminals are process groups of their own: Ctrl-C does not reach them.
process.once("SIGINT", () => terminals.close().then(() => process.exit(130)));
process.exitCode = await run().catch(fail);

async function run(): Promise<number> {
  rmSync(join(projectFolder, "build", LESSON), { recursive: true, force: true });
  try {
    for (const step of readLesson(LESSON)) await play(step);
  } finally {
    await terminals.close();
  }
  const { first, last, updatedAt, backAt } = checkCounter(readCounter(terminals.linesOf("program")));
  say("The program was ended by this demonstration.");
  console.log(`The counter never restarted: it went from ${first} to ${last} in one process, in the old code up to ${updatedAt - 1},`);
  console.log(`in the new code from ${updatedAt} to ${backAt - 1}, and in the old code again from ${backAt}.`);
  return 0;
}

async function play({ terminal, command, shown }: Step): Promise<void> {
  if (command !== undefined) announce(command);
  if (terminal === "") {
    const { code } = await terminals.run(command as string);
    if (code !== 0) throw new Error(`\`${command}\` ended with exit code ${code}`);
    return;
  }
  if (command !== undefined) await terminals.start(terminal, command);
  await terminals.waitFor(
    terminal,
    shown.map((line) => (real: string) => isShown(line, real)),
  );
}

function announce(command: string): void {
  const [next] = remarks;
  if (next !== undefined && command.startsWith(next[0])) {
    remarks.shift();
    say(next[1]);
  }
  console.log(`$ ${command}`);
}

function fail(error: unknown): number {
  console.error(`\nThe demonstration failed: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}

import { applyPatch, transaction } from "ts-updatable";
import { answerLines } from "./ask.js";

const parked = new Map<string, () => void>();
let files = 0;

function setup(): string {
  return "v1";
}

function teardown(): string {
  return "v1";
}

async function handle(name: string): Promise<void> {
  const locked = setup();
  await new Promise<void>((resolve) => parked.set(name, resolve));
  console.log(`${name}: locked by ${locked}, unlocked by ${teardown()}`);
}

async function holdFile(): Promise<void> {
  files++;
  await new Promise<void>((resolve) => parked.set("file", resolve));
  files--;
}

function answer(line: string): string {
  const [verb, name = ""] = line.split(" ");
  if (verb === "begin") void transaction(() => handle(name));
  if (verb === "hold") void transaction(holdFile, { label: "log file" });
  if (verb === "fail") {
    try {
      transaction(() => {
        throw new Error("no");
      });
    } catch (error) {
      console.log(`caught ${String(error)}`);
    }
  }
  if (verb === "apply")
    void applyPatch(process.env["PATCH"] ?? "", { timeoutMs: 50 }).then(({ error }) => console.log(`own: ${error?.code}`));
  if (verb === "end") parked.get(name)?.();
  return `${line} ${files} ${transaction(() => transaction(setup))}`;
}

answerLines(answer);

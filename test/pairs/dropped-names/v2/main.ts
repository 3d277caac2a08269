// The second version brings names: a map, a function, an import. A rollback takes them away again.
import { basename } from "node:path";
import { answerLines } from "./ask.js";

const parked: (() => void)[] = [];
const seen = new Map<string, number>();

function note(name: string): string {
  seen.set(name, (seen.get(name) ?? 0) + 1);
  return [...seen].map(([each, times]) => `${basename(each)} ${times}`).join();
}

async function serve(name: string): Promise<void> {
  const count: number = name.length;
  console.log(note(name));
  await new Promise<void>((resolve) => parked.push(resolve));
  console.log(`${name} ${count}, ${note(name)} in v2`);
}

function answer(line: string): string {
  const [verb = "", name = ""] = line.split(" ");
  if (verb === "serve") void serve(name);
  if (verb === "release") for (const resume of parked.splice(0)) resume();
  return `${line} -> ${verb === "living" ? (globalThis as unknown as { livingVersions(): readonly string[] }).livingVersions().join() : "v2"}`;
}

setInterval(() => globalThis.gc?.(), 20).unref();
answerLines(answer);

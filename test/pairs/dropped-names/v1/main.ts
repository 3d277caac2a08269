// The second version brings names: a map, a function, an import. A rollback takes them away again.
import { answerLines } from "./ask.js";

const parked: (() => void)[] = [];

async function serve(name: string): Promise<void> {
  const count: number = name.length;
  await new Promise<void>((resolve) => parked.push(resolve));
  console.log(`${name} ${count} in v1`);
}

function answer(line: string): string {
  const [verb = "", name = ""] = line.split(" ");
  if (verb === "serve") void serve(name);
  if (verb === "release") for (const resume of parked.splice(0)) resume();
  return `${line} -> ${verb === "living" ? (globalThis as unknown as { livingVersions(): readonly string[] }).livingVersions().join() : "v1"}`;
}

setInterval(() => globalThis.gc?.(), 20).unref();
answerLines(answer);

// Requests that come as lines, `how id`: some park until all are let go on.
import { createInterface } from "node:readline";

const parked: (() => void)[] = [];

export const park = (): Promise<void> => new Promise((resolve) => parked.push(resolve));

interface Handlers {
  readonly handle: (id: string) => Promise<string>;
  readonly entered: (id: string) => void;
  readonly called: (id: string) => string;
}

export function serve({ handle, entered, called }: Handlers): void {
  createInterface({ input: process.stdin }).on("line", (line) => {
    const [how, id = ""] = line.split(" ");
    if (how === "handle") handle(id).then((stamps) => console.log(`${id}: ${stamps}`));
    else if (how === "enter") setImmediate(entered, id);
    else if (how === "call") console.log(`${id}: ${called(id)}`);
    else if (how === "release") for (const resume of parked.splice(0)) resume();
    if (how === "living") console.log(`${line} -> ${(globalThis as unknown as { linkedUnits(version: string): number }).linkedUnits(id)}`);
    if (how === "count") console.log(`${parked.length} are parked`);
  });
  setInterval(() => globalThis.gc?.(), 20).unref();
  console.log("ready");
}

// The process that measures one program: prints its result and the best iteration of each stage of its life as JSON. The first stage is
// before any update; the others are each after so many updates, there and back between two versions.
//
//   node measure.ts '{"file": "…", "iterations": 30, "updates": [1, 100], "patches": ["…", "…"]}'
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { applyPatch } from "ts-updatable";
import { bestOf, startClock, type Times } from "./clock.ts";

interface Program {
  readonly size: number;
  readonly run: (size: number) => Result | Promise<Result>;
}

type Result = number | string;

export interface Order {
  readonly file: string;
  /** A module whose `load` imports the file, where something else than `import` does. */
  readonly loader?: string;
  /** At each stage. */
  readonly iterations: number;
  readonly updates: readonly number[];
  readonly patches: readonly string[];
}

export interface Measurement {
  readonly result: string;
  readonly stages: readonly Times[];
}

const importFile = (file: string): Promise<unknown> => import(pathToFileURL(resolve(file)).href);

async function measure({ file, loader, iterations, updates, patches }: Order): Promise<Measurement> {
  const { load } = loader === undefined ? { load: importFile } : ((await importFile(loader)) as { readonly load: typeof importFile });
  const program = (await load(file)) as Program;
  const result = String(await program.run(program.size));
  const stages = [bestOf(await iterate(program, iterations, result))];
  let made = 0;
  for (const count of updates) {
    for (; made < count; made++) await update(patches[made % patches.length]!);
    stages.push(bestOf(await iterate(program, iterations, result)));
  }
  return { result, stages };
}

async function iterate({ run, size }: Program, count: number, wanted: string): Promise<readonly Times[]> {
  const iterations: Times[] = [];
  for (let n = 0; n < count; n++) {
    const stop = startClock();
    const running = run(size);
    const result = String(running instanceof Promise ? await running : running);
    iterations.push(stop());
    if (result !== wanted) throw new Error(`the program answers ${result} after ${wanted}`);
  }
  return iterations;
}

async function update(patch: string): Promise<void> {
  const { ok, error } = await applyPatch(patch);
  if (!ok) throw new Error(error?.message);
}

process.stdout.write(JSON.stringify(await measure(JSON.parse(process.argv[2] ?? "") as Order)));
// a control thread must not keep the process alive
process.exit();

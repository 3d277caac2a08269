// The process that measures one program of one variant: prints its checksum and the CPU time of every iteration as JSON.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

interface Program {
  readonly size: number;
  readonly run: (size: number) => number | string;
}

export interface Measurement {
  readonly checksum: string;
  /** Milliseconds of CPU time, all threads of the process, in order. */
  readonly iterations: readonly number[];
}

const load = async <T>(file: string): Promise<T> => import(pathToFileURL(resolve(file)).href);

async function measure(file: string, count: number, between: string | undefined): Promise<Measurement> {
  const program = await load<Program>(file);
  const half = Math.floor(count / 2);
  const checksum = String(program.run(program.size));
  const warmUp = iterate(program, half, checksum);
  if (between !== undefined) {
    const { default: interrupt } = await load<{ readonly default: (file: string) => Promise<void> }>(between);
    await interrupt(file);
  }
  return { checksum, iterations: [...warmUp, ...iterate(program, count - half, checksum)] };
}

function iterate({ run, size }: Program, count: number, checksum: string): readonly number[] {
  return Array.from({ length: count }, () => {
    const start = process.cpuUsage();
    const result = run(size);
    const { user, system } = process.cpuUsage(start);
    if (String(result) !== checksum) throw new Error(`the program answers ${result} after ${checksum}`);
    return (user + system) / 1000;
  });
}

const [file, count, between] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: measure.ts PROGRAM.js COUNT [BETWEEN.js]");
process.stdout.write(JSON.stringify(await measure(file, Number(count), between)));
// a control thread must not keep the process alive
process.exit();

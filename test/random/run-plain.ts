// Runs a program as TypeScript alone emits it; where it holds both versions, an update is a change of its `V.v`.

export interface PlainRun {
  readonly lines: readonly string[];
  /** Update points in all. */
  readonly points: number;
}

/** @param changes numbers of the update points at which the version changes, back and forth */
export async function runPlain(code: string, changes: readonly number[]): Promise<PlainRun> {
  let points = 0;
  const driver = {
    before(count: number, version: { v: number }): void {
      points = count;
      version.v = changes.filter((at) => at <= count).length % 2 === 0 ? 1 : 2;
    },
    after(): void {},
  };
  Object.assign(globalThis, { $random: driver });
  const start = new Function(`${code}\nreturn { run, lines };`) as () => { run(): Promise<void>; lines: string[] };
  const { run, lines } = start();
  try {
    await run();
  } catch (error) {
    lines.push(`uncaught ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  }
  return { lines, points };
}

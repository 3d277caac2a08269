// Facts about V8 that slots rely on: after an update everything is constant again, and running code notices each write all the same.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { projectFolder } from "../harness/imports.ts";

const runtime = (file: string): string => JSON.stringify(pathToFileURL(join(projectFolder, "dist", "runtime", file)).href);

const IMPORTS = `
  import { makeHolder } from ${runtime("state.js")};
  import { linkCall, readSlot, setPending, settle, unwatchSlot, watchSlot, writeSlot } from ${runtime("slots.js")};
  const $h = makeHolder();
  const report = (value) => console.log(JSON.stringify(value));`;

function run(program: string): unknown {
  const output = execFileSync(process.execPath, ["--allow-natives-syntax", "--input-type=module", "-e", IMPORTS + program], {
    encoding: "utf8",
    timeout: 60_000,
  });
  return JSON.parse(output);
}

describe("a holder", () => {
  test("leads code that is compiled already to what was written, there and back, also where its functions have great numbers", () => {
    const seen = run(`
      function stub(x) { if ($h.f3) return $h.f3.apply(this, arguments); return x; }
      function far(x) { if ($h.f1203) return $h.f1203.apply(this, arguments); return x; }
      const hot = () => { let sum = 0; for (let n = 0; n < 20_000; n++) sum += stub(1) + 100_000 * far(1); return sum; };
      for (let n = 0; n < 20; n++) hot();
      const seen = [hot()];
      for (const value of [2, 3, null, 4]) {
        writeSlot($h, 3, value && ((x) => value * x));
        seen.push(hot());
        writeSlot($h, 1203, value && (() => 0));
        seen.push(hot());
        settle();
        seen.push(hot(), readSlot($h, 3) === null);
      }
      report(seen);`);
    const each = (value: number, far: number): unknown[] => [
      20_000 * (value + 100_000 * far),
      20_000 * value + (value === 1 ? 2_000_000_000 : 0),
    ];
    const [two, three, none, four] = [each(2, 1), each(3, 0), each(1, 0), each(4, 1)].map(([first, last]) => [first, last, last]);
    expect(seen).toEqual([20_000 * 100_001, ...two!, false, ...three!, false, ...none!, true, ...four!, false]);
  });

  test("leads calls past a stub where that leads, or to its function, also in code that is compiled already", () => {
    const seen = run(`
      const $k = makeHolder();
      const work = (x) => ($h.f3 ? $h.f3(x) : x);
      const hot = () => { let sum = 0; for (let n = 0; n < 20_000; n++) sum += (0, $k.c7)(1); return sum; };
      linkCall({ holder: $k, fn: 7, itself: work }, { holder: $h, fn: 3 });
      const seen = [];
      for (const value of [null, 2, 3, null, 4]) {
        writeSlot($h, 3, value && ((x) => value * x));
        for (let n = 0; n < 20; n++) hot();
        seen.push(hot());
        settle();
        seen.push(hot());
      }
      report(seen);`);
    expect(seen).toEqual([1, 2, 3, 1, 4].flatMap((value) => [20_000 * value, 20_000 * value]));
  });

  test("shows properties that V8 takes for constant, after any number of updates", () => {
    const seen = run(`
      const stub = () => ($h.f1 === undefined ? 0 : $h.f1());
      const page = () => Object.getPrototypeOf($h);
      const seen = [];
      for (let round = 0; round < 5; round++) {
        setPending($h, true);
        writeSlot($h, 1, () => round);
        writeSlot($h, 2, () => round);
        setPending($h, false);
        const isWritten = page();
        settle();
        for (let call = 0; call < 1000; call++) stub();
        seen.push(%HasFastProperties(page()), Object.isFrozen(isWritten), isWritten !== page(), stub() === round);
      }
      settle();
      seen.push(Object.isFrozen(page()));
      report(seen);`);
    expect(seen).toEqual([...Array<boolean>(20).fill(true), false]);
  });

  test("tells who reads a slot that is watched, and nothing afterwards", () => {
    const seen = run(`
      let reads = 0;
      const stub = () => Boolean($h.f1);
      for (let call = 0; call < 20_000; call++) stub();
      const seen = [];
      for (let round = 0; round < 2; round++) {
        watchSlot($h, 1, () => reads++);
        writeSlot($h, 700, () => 0);
        seen.push(stub(), reads);
        unwatchSlot($h, 1);
        settle();
        seen.push(stub(), reads, readSlot($h, 700) === null);
      }
      report(seen);`);
    expect(seen).toEqual([false, 1, false, 1, false, false, 2, false, 2, false]);
  });

  // Written from outside, as the control thread does: V8 does not expect that of a loop that calls nothing.
  test("is noticed by a loop that calls nothing, also after its pages were replaced", () => {
    const seen = run(`
      import { Worker } from "node:worker_threads";
      globalThis.replacePages = () => { writeSlot($h, 9, () => 0); settle(); };
      globalThis.end = () => setPending($h, true);
      function spin() { let n = 0; for (;;) { if ($h.pending) return n >= 0; n = (n + 1) & 0xffffff; } }
      const outside = new Worker(\`
        const { Session } = require("node:inspector");
        const session = new Session();
        session.connectToMainThread();
        const evaluate = (expression) => session.post("Runtime.evaluate", { expression }, () => undefined);
        ["replacePages()", "replacePages()", "end()"].forEach((step, index) => setTimeout(evaluate, 500 * (index + 1), step));\`, { eval: true, execArgv: [] });
      await new Promise((resolve) => outside.once("online", resolve));
      report(spin());
      process.exit();`);
    expect(seen).toBe(true);
  });
});

// A fact about V8 that waiting for state transformers relies on: what watched the slots of code leaves no cost behind.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../harness/imports.ts";

/** Says, after each of some steps, whether V8 keeps the holder in the form whose reads it can fold. */
const PROGRAM = `
  import { refold, stretchWires } from ${JSON.stringify(join(projectFolder, "dist", "runtime", "awaited", "tripwire.js"))};
  const holder = new (class { pending = false; f0 = null; f1 = null; })();
  const seen = [];
  const stub = () => holder.f1 === null;
  const isFast = () => {
    for (let call = 0; call < 1000; call++) stub();
    seen.push(%HasFastProperties(holder));
  };
  const slots = [0, 1].map((index) => ({ holder, fn: { index } }));
  isFast();
  for (let round = 0; round < 3; round++) {
    let entered = 0;
    const take = stretchWires(slots, () => entered++);
    const value = holder.f1;
    take();
    isFast();
    seen.push(value, entered, Object.entries(holder).join(" "));
  }
  for (const name of ["f0", "f1"]) {
    Object.defineProperty(holder, name, { get: () => null, configurable: true, enumerable: true });
    Object.defineProperty(holder, name, { value: null, writable: true });
  }
  isFast();
  console.log(JSON.stringify(seen));`;

test("an object whose slots were watched is as fast as before, which by itself it would not be", () => {
  const output = execFileSync(process.execPath, ["--allow-natives-syntax", "--input-type=module", "-e", PROGRAM], { encoding: "utf8" });
  const round = [true, null, 1, "pending,false f0, f1,"];
  expect(JSON.parse(output)).toEqual([true, ...round, ...round, ...round, false]);
});

// Frames that are entered again: what stands between them on the stack, and what the older ones keep of the newer.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { RebuiltFrame } from "../../runtime/frames/frames.ts";
import { runRebuiltFrames } from "../../runtime/frames/rebuild.ts";
import { projectFolder } from "../harness/imports.ts";

type Resume = RebuiltFrame["resume"];

const frameOf = (resume: Resume, self?: object): RebuiltFrame => ({ resume, self, values: ["held"], point: 1, construction: "possible" });

test("nothing stands between two frames, so that the stack is as deep as before", () => {
  const goOn = function goOn(_values, _point, next) {
    return next();
  } satisfies Resume;
  const namesOf = (stack: string | undefined): string[] => [...(stack ?? "").matchAll(/^ +at (\S+)/gm)].map(([, name = ""]) => name);
  const given = runRebuiltFrames([frameOf(goOn), frameOf(goOn), frameOf(goOn)], () => new Error("here").stack);
  const names = namesOf(given as string);
  const newest = names.findIndex((name) => name.endsWith("goOn"));
  expect(newest).toBeGreaterThan(0);
  expect(names.slice(newest, newest + 3).every((name) => name.endsWith("goOn"))).toBe(true);
});

test.each([
  ["calls", 'self: undefined, construction: "possible"'],
  ["constructors", 'self: {}, construction: "always"'],
  ["calls of `new` that are known to be such", 'self: {}, construction: "possible"'],
])("%s that can be rehearsed can be entered: a rehearsal needs no less of the stack, and hardly more", (_, what) => {
  const rebuild = JSON.stringify(pathToFileURL(join(projectFolder, "dist", "runtime", "frames", "rebuild.js")).href);
  const program = `
    import { rehearse, runRebuiltFrames } from ${rebuild};
    const resume = (values, point, next) => next();
    const framesOf = (count) => Array.from({ length: count }, () => ({ resume, values: [], point: 1, ${what} }));
    function enter(frames) {
      try {
        return runRebuiltFrames(frames, () => true);
      } catch (error) {
        if (error instanceof RangeError) return false;
        throw error;
      }
    }
    function findMost(fits) {
      let [most, tooMany] = [1, 1_000_000];
      while (tooMany - most > 1) {
        const count = Math.floor((most + tooMany) / 2);
        if (fits(framesOf(count))) most = count;
        else tooMany = count;
      }
      return most;
    }
    console.log(JSON.stringify([findMost((frames) => rehearse(frames) === undefined), findMost(enter)]));`;
  // Code that V8 optimises meanwhile has smaller frames.
  const flags = ["--no-sparkplug", "--no-maglev", "--no-turbofan", "--input-type=module"];
  const output = execFileSync(process.execPath, [...flags, "-e", program], { encoding: "utf8", timeout: 60_000 });
  const [rehearsed = 0, entered = 0] = JSON.parse(output) as number[];
  expect(rehearsed).toBeLessThanOrEqual(entered);
  expect(rehearsed).toBeGreaterThan(0.99 * entered);
});

test("an older frame keeps nothing of the newer ones that have returned", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const entered: WeakRef<object>[] = [];
  const newer = function (this: unknown, values, _point, next) {
    entered.push(new WeakRef(this as object), new WeakRef(values[0] as object));
    values.length = 0; // as emitted code does
    return next();
  } satisfies Resume;
  const older = (async (_values, _point, next) => {
    next();
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(typeof next).toBe("function");
    return entered.map((ref) => ref.deref());
  }) satisfies Resume;
  const result = runRebuiltFrames([{ ...frameOf(newer, {}), values: [{}] }, frameOf(older)], () => undefined);
  return expect(result).resolves.toEqual([undefined, undefined]);
});

test("of a construction the caller gets the object where the constructor returns none", () => {
  const made = {};
  const make = ((_values, _point, next) => (next as (isConstruction: boolean) => unknown)(true)) satisfies Resume;
  const frames = (result: unknown): RebuiltFrame[] => [frameOf(() => result, made), frameOf(make)];
  expect(runRebuiltFrames(frames(1), () => undefined)).toBe(made);
  const other = {};
  expect(runRebuiltFrames(frames(other), () => undefined)).toBe(other);
});

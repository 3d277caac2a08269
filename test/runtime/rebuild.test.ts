// Frames that are entered again: what stands between them on the stack, and what the older ones keep of the newer.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { RebuiltFrame } from "../../runtime/frames/frames.ts";
import { runRebuiltFrames } from "../../runtime/frames/rebuild.ts";

type Resume = RebuiltFrame["resume"];

const frameOf = (resume: Resume, self?: object): RebuiltFrame => ({ resume, self, values: ["held"], point: 1, mayConstruct: true });

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

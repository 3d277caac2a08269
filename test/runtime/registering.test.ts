// A module that comes is brought to the version in force before any request may begin something.
import { expect, test } from "vitest";
import { FORMAT } from "../../runtime/contract/build.ts";
import { isBusy } from "../../runtime/course.ts";
import { onFirstModule, onModule, registerModule } from "../../runtime/registry.ts";

test("what interrupts the registration of a module begins later", () => {
  const seen: Record<string, boolean> = {};
  onFirstModule(() => {
    seen["first module"] = isBusy();
  });
  onModule(() => {
    seen["module"] = isBusy();
  });
  const load = (): unknown => registerModule("main.js", "/program/main.js", FORMAT, () => ({}));
  expect(isBusy()).toBe(false);
  load();
  expect(seen).toEqual({ "first module": true, module: true });
  expect(isBusy()).toBe(false);
});

test("one that cannot be brought there leaves no request waiting", () => {
  onModule(() => {
    throw new Error("it cannot be read");
  });
  expect(() => registerModule("late.js", "/program/late.js", FORMAT, () => ({}))).toThrow("it cannot be read");
  expect(isBusy()).toBe(false);
});

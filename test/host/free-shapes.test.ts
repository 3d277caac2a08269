// What emitted code must not hold, because V8 would make the program pay for it. transformer/README.md says what each costs.
import { expect, test } from "vitest";
import { ENTRY, Project } from "./project.ts";

function emit(source: string): string {
  const project = new Project({ "src/main.ts": source }, { plugins: [ENTRY] });
  project.useRealPackage();
  expect(project.command("build", "-p", ".").err).toBe("");
  return project.read("out/main.js");
}

test("a variable that has a value at no point is not kept from one turn of a loop to the next", () => {
  const text = emit(`
    export function run(limit: number): number {
      let x = 0.5;
      while (x < limit) {
        const next = x * x + 1;
        x = next;
      }
      return x;
    }`);
  expect(text).toContain("return $h.save($e, 0, this, [limit, x]);");
});

test("a function that no frame can stand in while an update comes has a stub and no handler", () => {
  const text = emit("export function add(a: number, b: number): number { return Math.max(a, b) + b; }");
  expect(text).toContain("function add(a, b) { if ($h.f0) return $h.f0.apply(this, arguments); return Math.max(a, b) + b;");
  expect(text).not.toContain("catch");
});

test("the type of a whole argument counts, not that of the part with which it begins", () => {
  const text = emit(`
    interface Box { readonly max: { readonly x: number } }
    export const widen = (box: Box, x: number): number[] => [Math.max(box.max.x, x), Math.min(box.max.x, x)];`);
  expect(text).not.toContain("catch");
});

// What emitted code must not hold, because V8 would make the program pay for it. transformer/README.md says what each costs.
import { expect, test } from "vitest";
import { ENTRY, Project } from "./project.ts";

function build(source: string): Project {
  const project = new Project({ "src/main.ts": source }, { plugins: [ENTRY] });
  project.useRealPackage();
  expect(project.command("build", "-p", ".").err).toBe("");
  return project;
}

const emit = (source: string): string => build(source).read("out/main.js");
const emitUnits = (source: string): string => build(source).read("out/.ts-updatable/main.js.unit.cjs");

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
  expect(text).toContain("return $h.save($e,0,this,[limit,x])");
});

test("a loop that yields does not count its iterations", () => {
  const text = emit("export function* each(list: number[]): Generator<number> { for (const n of list) yield n; }");
  expect(text).toMatch(/\$h\.save\(\$e,0,this,\[list,n,\$c\d+\]\)/);
});

test("a function that no frame can stand in while an update comes has a stub and no handler", () => {
  const text = emit("export function add(a: number, b: number): number { return Math.max(a, b) + b; }");
  expect(text).toContain("function add(a, b) {if($h.f0)return $h.f0.apply(this,arguments);return Math.max(a, b) + b;");
  expect(text).not.toContain("catch");
});

test("a function that only calls such functions has no handler either, whether by name, as methods of its file or as constructors", () => {
  const text = emit(`
    const half = (n: number): number => n / 2;
    class Vector {
      constructor(readonly x: number) {}
      #scaled(by: number): number { return this.x * by; }
      scale(by: number): Vector { return new Vector(half(this.#scaled(by))); }
    }
    export function twice(x: number, all: Vector[]): number { all.push(new Vector(x)); return new Vector(x).scale(2).x; }`);
  expect(text).not.toContain("catch");
});

test("loops that count between constants and call nothing but `Math` have no update point, up to 256 turns together", () => {
  const text = emit(`
    const SIZE = 4;
    export function dot(a: number[], b: number[]): number { let sum = 0; for (let i = 0; i < SIZE; i++) sum += a[i]! * b[i]!; return sum; }
    export function cube(a: number[]): void { for (let i = 3; i >= 0; i--) for (let k = 0; k < 8; k += 2) for (let m = 0; m <= 15; m++) a[m] = Math.max(i, k); }
    export const each = (all: number[][]): number[] => all.map((a) => dot(a, a));`);
  expect(text).not.toContain("pending");
  expect(text).not.toContain("catch");
});

test("loops that may be longer, or do anything else, have update points", () => {
  const loops = {
    "more turns": "for (let i = 0; i < 257; i++) n++;",
    "more turns together": "for (let i = 0; i < 16; i++) for (let k = 0; k < 17; k++) n++;",
    "a call": "for (let i = 0; i < 4; i++) console.log(i);",
    "a closure": "for (let i = 0; i < 4; i++) if (n > 1) throw () => i;",
    "a counter that the loop changes": "for (let i = 0; i < 4; i++) i -= n;",
    "a counter that goes away from its end": "for (let i = 0; i < 4; i--) n++;",
    "a step of nothing": "for (let i = 0; i < 4; i += 0) n++;",
    "no step": "for (let i = 0; i < 4; ) n++;",
    "an end that is computed": "for (let i = 0; i < n; i++) n++;",
    "a counter from outside": "let i = 0; for (; i < 4; i++) n++;",
    "two ends": "for (let i = 0; i < 4 || n > 1; i++) n++;",
    "a loop that is no such loop": "for (let i = 0; i < 4; i++) while (n > 0) n--;",
  };
  const text = emit(
    Object.values(loops)
      .map((loop, n) => `export function run${n}(n: number): void { ${loop} }`)
      .join("\n"),
  );
  const functions = text.split(/(?=export function run)/).slice(1);
  const without = Object.keys(loops).filter((_, n) => functions[n]?.includes("if($h.pending)$h.reach();") !== true);
  expect(without).toEqual([]);
});

test("a call of what another file can override, of what is assigned, or of what loops is a point", () => {
  const text = emit(`
    export class Shape { area(): number { return 0; } }
    export const ofShape = (shape: Shape): number => shape.area();
    let chosen = (n: number): number => n;
    export const choose = (other: typeof chosen): void => { chosen = other; };
    export const ofChosen = (n: number): number => chosen(n);
    function total(n: number): number { let sum = 0; while (n > 0) sum += n--; return sum; }
    export const ofLoop = (n: number): number => total(n);`);
  expect(text.match(/catch/g)).toHaveLength(4);
});

test("the type of a whole argument counts, not that of the part with which it begins", () => {
  const text = emit(`
    interface Box { readonly max: { readonly x: number } }
    export const widen = (box: Box, x: number): number[] => [Math.max(box.max.x, x), Math.min(box.max.x, x)];`);
  expect(text).not.toContain("catch");
});

test("a closure is a function that V8 sees being made, under a name that hides none of its own", () => {
  const text = emitUnits(`
    export function sum(limit: number): number {
      let total = 0;
      const add = (value: number): void => { total += value; };
      const walk = (n: number): void => { if (n > 0) { add(n); walk(n - 1); } };
      walk(limit);
      return total;
    }`);
  expect(text).toContain("enter: ({ 0: total, 1: $E0 }) => (function add(value) {");
  expect(text).toMatch(/enter: \(\{ 0: add, 1: walk, .*? \}\) => \(function walk\$\(n\) \{/);
});

test("what is reached by a reference is read and assigned by functions; all closures of a call share one reference", () => {
  const project = build(`
    let turns = 0;
    export function sum(limit: number): number {
      let total = 0;
      const add = (value: number): void => { total += value; turns++; };
      for (let n = 0; n < limit; n++) add(n);
      return total;
    }`);
  expect(project.read("out/main.js")).toContain("([($E0??={}).$total??=$m.reference(()=>total,$w=>total=$w),$E0??={}])");
  const units = project.read("out/.ts-updatable/main.js.unit.cjs");
  expect(units).toContain("total.set(total.get() + (value));");
  expect(units).toContain("turns.set(($s = turns.get(), ++$s));");
  expect(units).not.toMatch(/\b(total|turns)\.v\b/);
});

test("a function that a name of its module always holds is called past its stub, in relocated code only", () => {
  const project = build(`
    const half = (n: number): number => n / 2;
    function third(n: number): number { return n / 3; }
    let other = (n: number): number => n;
    const soon = async (n: number): Promise<number> => n;
    export function sum(n: number): number { void soon(n); return other(half(n) + third(n)); }
    export const choose = (chosen: typeof other): void => { other = chosen; };`);
  expect(project.read("out/main.js")).toContain("return other(half(n) + third(n));");
  const units = project.read("out/.ts-updatable/main.js.unit.cjs");
  expect(units).toContain("return other.get()((0,$h.c0)(n) + (0,$h.c1)(n));");
  expect(units).toContain("void soon(n);");
  expect(units).toContain('$k.holder({0:"half",1:"third"})');
});

test("a method that one class of the module declares is called past its stub, in relocated code only", () => {
  const project = build(`
    class Shape {
      area(by: number): number { return by; }
      name(): string { return "shape"; }
      make(): Shape { return new Shape(); }
    }
    class Square extends Shape {
      override name(): string { return "square"; }
    }
    export const both = (shape: Shape): number => shape.make().area(shape.area(1));
    export const names = (shape: Shape, square: Square): string => shape.name() + square.name();
    export const either = (o: Shape | { area(by: number): number }): number => o.area(2);`);
  const base = project.read("out/main.js");
  expect(base).toContain("shape.make().area(shape.area(1))");
  expect(base).toContain('class Shape { static{$m.class("Shape",this);}');
  const units = project.read("out/.ts-updatable/main.js.unit.cjs");
  expect(units).toContain("return $f1(($b=$f3(shape.make).call(shape)).area).call($b, $f1(shape.area).call(shape, 1));");
  expect(units).toContain('const $d1 = $k.method($h,1,"Shape","area"), $f1 = f=>f===$d1?$h.c1:$m.callee(f);');
  expect(units).toMatch(/shape\.name\(\)\)? \+ \$f4\(square\.name\)\.call\(square\)/);
  expect(units).toContain("o.area(2)");
});

test("a private method is called past its stub in relocated code", () => {
  const text = emitUnits(`
    export class Account {
      #add(amount: number): number { return amount; }
      add(other: Account): number { return this.#add(1) + other.#add(2); }
    }`);
  expect(text).toContain('$k.method($h,1,"Account","#add"); const $f1 = f=>$h.c1??f;');
  expect(text).toMatch(/return \$f1\((\$g\d+_add)\(this\)\)\.call\(this, 1\) \+ \$f1\(\1\(other\)\)\.call\(other, 2\);/);
});

test("a closure in a loop has a reference to the variable of its turn", () => {
  const text = emit(`
    export function counters(limit: number): (() => number)[] {
      const list: (() => number)[] = [];
      for (let n = 0; n < limit; n++) {
        let count = n;
        list.push(() => count++);
      }
      return list;
    }`);
  expect(text).not.toContain("$count??=");
});

test("private members are read and assigned by functions that are called as they are", () => {
  const text = emitUnits(`
    export class Account {
      #balance = 0;
      add(amount: number): void { this.#balance += amount; }
    }`);
  expect(text).toMatch(/, \{ get: (\$g\d+_balance), set: (\$s\d+_balance) \} = \$p\d+_balance;[\s\S]*\2\(this, \1\(this\) \+ \(amount\)\)/);
});

test("a module hands out functions for each of its names", () => {
  const text = emit("let count = 0; const STEP = 2; export const next = (): number => (count += STEP);");
  expect(text).toContain("()=>({count:[()=>count,$w=>count=$w],STEP:()=>STEP,next:()=>next}");
});

test("a method is called as it is where a computed key may put another function under its name", () => {
  const units = emitUnits(`
    const Symbol: { readonly iterator: string } = { iterator: "area" };
    class Box { area(): number { return 1; } [Symbol.iterator](): number { return 2; } }
    export function run(box: Box): number { return box.area(); }`);
  expect(units).not.toContain("$k.method");
});

// The second module of every random program: what it logs with, its update points, and the end of its recursion.

/** @param build `"plain"`: for programs that are not compiled as updatable, and for the one that shows what an update means */
export function helpers(build: "plain" | "updatable"): string {
  const [imports, point] = build === "plain" ? ["", ""] : [IMPORT, "updatePoint();"];
  return `${imports}${TEXT.replace("/* point */", point)}`;
}

const IMPORT = 'import { updatePoint } from "ts-updatable";\n';

const TEXT = `
interface Driver {
  /** Called at each update point, with its number. */
  before(count: number, version: { v: number }): void;
  after(count: number): void;
}

const driver: Driver = (globalThis as unknown as { $random: Driver }).$random;

/** The version in force, in the program that holds both. */
export const V = { v: 1 };

export const lines: string[] = [];
let count = 0;
let calls = 0;
const CALLS = 45;

export function at(): void {
  for (let left = 1; left-- > 0; ) count++;
  driver.before(count, V);
  /* point */
  driver.after(count);
}

export function t(site: number, value?: any): any {
  at();
  lines.push("t" + site + " " + shown(value));
  return value;
}

/** Stands around what was awaited or yielded. */
export function z(value: any): any {
  at();
  return value;
}

export function log(site: unknown, ...values: unknown[]): void {
  lines.push(site + ": " + values.map(shown).join(" "));
}

export function spent(): boolean {
  return calls++ > CALLS;
}

export function shown(value: unknown): string {
  if (value instanceof Error) return value.constructor.name + "(" + value.message + ")";
  return typeof value === "function" ? "function" : typeof value === "object" && value !== null ? "object" : String(value);
}

/** A number from 0 to 3. */
export function few(value: any): number {
  const number = Math.abs(Math.trunc(Number(value)));
  return Number.isFinite(number) ? number % 4 : 1;
}

export function sum(values: any): number {
  let total = 0;
  for (const value of values) {
    at();
    total += Number(value) || 0;
  }
  return total;
}

const closures: ((x: any) => any)[] = [];

export function keep(closure: (x: any) => any): void {
  if (closures.length < 6) closures.push(closure);
}

export function kept(index: number): (x: any) => any {
  if (spent()) return same;
  return closures[index % Math.max(1, closures.length)] ?? same;
}

function same(x: any): any {
  return x;
}
`;

/** What the first module of a program begins with. */
export const HEAD = `// @ts-nocheck\nimport { at, few, keep, kept, lines, log, shown, spent, sum, t, V, z } from "./helpers.js";\n\n`;

// That the programs compute what they should: what literature says of these algorithms where it says something, else what they
// computed when they were written.
import { describe, expect, test } from "vitest";
import { findPrograms } from "./programs.ts";

interface Program {
  readonly size: number;
  readonly run: (size: number) => number | string | Promise<string>;
}

const expected: Readonly<Record<string, readonly [size: number, result: number | string]>> = {
  alloc: [1_000, "-4.541666666666664 -3 start,step 0"],
  "async-context": [10, "545 460 undefined"],
  "async-generators": [10, "748694189 6,7,8 2"],
  "await-chains": [10, "4163 1700"],
  bounce: [1, 1331],
  cd: [10, 390],
  closures: [100, 1_570_801],
  deltablue: [1, 2124],
  events: [10, "26016 947 10 2,1,1,2,2,2"],
  fib: [20, 6765],
  generators: [100, -2_101_852_422],
  havlak: [1, "1600 loops, depth 3, 5213 blocks"],
  json: [1, "62901"],
  list: [1, 10],
  mandelbrot: [50, -79_535_793],
  nbody: [1_000, "-0.169087605235"],
  permute: [1, "8660 -1887526036"],
  queens: [1, "0,6,4,7,1,3,5,2"],
  richards: [1, "23246 9297"],
  sieve: [1, 1229],
  storage: [1, 5465],
  streams: [10, "646599572 180"],
  "strings-maps": [
    1,
    "old=177 call=168 point=168 new=165 module=158 patch=157 state=153 version=153 update=148 map=147 value=139 frame=135 class=132 frame-51=3 frame-96=3 new-63=3 old-33=3 old-38=3 point-62=3 value-85=3",
  ],
  towers: [1, 8191],
};

describe("benchmark programs", () => {
  test.each(findPrograms())("%s", async (name) => {
    const program: Program = await import(`./programs/${name}.ts`);
    const [size, result] = expected[name] ?? [1, "an entry in the table of expected results"];
    expect(await program.run(size)).toBe(result);
    expect(await program.run(size)).toBe(result);
    expect(program.size).toBeGreaterThan(0);
  });
});

// Which patches a thread takes that starts late, after updates that led on, away and back.
import { describe, expect, test } from "vitest";
import { extend, foldersTo, type Route } from "../../runtime/versions/route.ts";

/** "a b a": started in build a, came to b by the patch "ab", and back by the patch "ba". */
function enter(versions: readonly string[]): { folder?: string; route: Route }[] {
  const entries: { folder?: string; route: Route }[] = [{ route: { version: versions[0] ?? "" } }];
  for (const [index, version] of versions.slice(1).entries()) {
    const folder = `${versions[index]}${version}`;
    entries.push({ folder, route: extend((entries.at(-1) as { route: Route }).route, folder, version) });
  }
  return entries;
}

const repeat = (times: number, ...versions: string[]): string[] => Array.from({ length: times }, () => versions).flat();

describe("the way of a thread that starts late", () => {
  test("there is none in the build that the process was started from", () => {
    expect(foldersTo([])).toEqual([]);
    expect(foldersTo(enter(["a"]))).toEqual([]);
  });

  test("it goes through all versions of late, so that each rollback leads it where it leads the others", () => {
    expect(foldersTo(enter(["a", "b", "a", "b", "c"]))).toEqual(["ab", "ba", "ab", "bc"]);
    expect(foldersTo(enter(repeat(16, "a", "b")))).toHaveLength(31);
  });

  test("it does not grow with updates that went away and back", () => {
    expect(foldersTo(enter(repeat(5_000, "a", "b")))).toHaveLength(33);
    expect(foldersTo(enter(repeat(5_000, "a", "b", "c")))).toHaveLength(32);
  });

  test("each patch leads on from where the one before it has led", () => {
    for (let length = 1; length < 120; length++) {
      const versions = repeat(40, "a", "b", "c", "b", "d").slice(0, length);
      const last = foldersTo(enter(versions)).reduce((at, folder) => (folder[0] === at ? folder.slice(1) : "broken"), "a");
      expect(last).toBe(versions.at(-1));
    }
  });

  test("it leads through as many versions as there were", () => {
    const versions = Array.from({ length: 200 }, (_, index) => `v${index}.`);
    expect(foldersTo(enter(versions))).toHaveLength(199);
  });
});

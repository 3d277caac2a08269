// How a process that was elsewhere comes to the version of its group: decided from two histories.
import { describe, expect, test } from "vitest";
import { findWay } from "../../runtime/control/processes/way-to.ts";

/** "a b c": started in build a, came to b and c by the patches ab and bc. */
function history(versions: string): Parameters<typeof findWay>[0] {
  const names = versions.split(" ");
  return names.map((version, index) => ({ version, at: "", ...(index === 0 ? {} : { patch: `${names[index - 1]}${version}` }) }));
}

const show = (from: string, to: string): string | undefined =>
  findWay(history(from), history(to))
    ?.map((step) => (step.kind === "apply" ? `apply ${step.path}` : `leave ${step.from}`))
    .join(", ");

describe("the way of a process", () => {
  test.each([
    ["a", "a", ""],
    ["a", "a b c", "apply ab, apply bc"],
    ["a b c", "a", "leave c, leave b"],
    ["a b d", "a b c", "leave d, apply bc"],
    ["b", "a b c", "apply bc"],
    ["a b", "a b a", "apply ba"],
    ["a b a b c", "a b c", ""],
  ])("%s -> %s", (from, to, way) => {
    expect(show(from, to)).toBe(way);
  });

  test.each([
    ["x", "a b"],
    ["b c", "a"],
  ])("there is none: %s -> %s", (from, to) => {
    expect(show(from, to)).toBeUndefined();
  });
});

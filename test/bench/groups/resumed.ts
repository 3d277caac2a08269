// Loops that were moved into new code in the middle of their work, against the same loops started in that version.
import { join } from "node:path";
import { linkThereAndBack } from "../builds.ts";
import { changeEveryFunction, copyChanged } from "../change.ts";
import type { Group } from "../group.ts";
import { benchFolder, outputFolder } from "../places.ts";
import { runForJson } from "../processes.ts";
import { buildProject } from "../projects.ts";
import type { Row } from "../report.ts";
import { inRounds, mapRounds } from "../rounds.ts";
import { toMeanRow, toRatioRow } from "../rows.ts";
import { bestOfSecondHalf } from "../statistics.ts";

const loops = ["counting", "nested", "calling", "walking", "capturing", "assigning"] as const;
const ways = ["plain", "updatable", "moved into it"] as const;

const folder = join(outputFolder, "resumed");
const sources = join(benchFolder, "resumed");

export const resumed: Group = {
  name: "resumed",
  about: "loops that go on in new code, against fresh ones in the same version",
  async measure({ rounds, progress }) {
    progress("resumed");
    const changed = join(folder, "changed");
    copyChanged(sources, changed, changeEveryFunction);
    const old = buildProject(join(folder, "v1"), sources);
    const [plain, updatable] = [buildProject(join(folder, "plain"), changed, "plain"), buildProject(join(folder, "v2"), changed)];
    const [patch] = linkThereAndBack(old, updatable, folder);
    const commands = { plain: [plain], updatable: [updatable], "moved into it": [old, patch] } as const;
    const rows: Row[] = [];
    for (const loop of loops) {
      const measured = await inRounds(ways, rounds, (way) => {
        progress(`loop ${loop}, ${way}`);
        const [build, ...patches] = commands[way];
        return runForJson<{ readonly times: readonly number[] }>([join(build, "main.js"), loop, ...patches]);
      });
      rows.push(
        toRatioRow(
          loop,
          "ms",
          mapRounds(measured, ({ times }) => bestOfSecondHalf(times)),
        ),
      );
    }
    return [{ title: "loops in a new version", columns: ways, rows: [...rows, toMeanRow(rows)] }];
  },
};

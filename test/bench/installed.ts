// Packages that some groups need and that are no dependencies of this one: npm installs them beside what the group builds.
import { join } from "node:path";
import { installInto, type Versions } from "../harness/npm-install.ts";
import type { Context } from "./group.ts";
import { outputFolder } from "./places.ts";
import type { Section } from "./report.ts";

/** @returns undefined when they are there, else a table that says why the group was not measured */
export function install(group: string, packages: Versions, { progress }: Context): readonly Section[] | undefined {
  const installed = installInto(join(outputFolder, group), packages, () => progress(`${group}: npm install`));
  if (installed.kind === "installed") return undefined;
  return [{ title: group, note: `not measured: ${installed.why}`, columns: [], rows: [] }];
}

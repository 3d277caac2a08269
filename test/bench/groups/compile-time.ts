// What it takes to compile, by each of the ways to do it.
import { join } from "node:path";
import { type Compiler, compilers, type Project } from "../compilers.ts";
import type { Context, Group } from "../group.ts";
import { outputFolder } from "../places.ts";
import { compile } from "../processes.ts";
import type { Row } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { toRatioRow } from "../rows.ts";

const titles: Readonly<Record<Project, string>> = { programs: "the programs", package: "this package" };

export const compileTime: Group = {
  name: "compile-time",
  about: "the compilers, on the programs and on this package",
  async measure(context) {
    const usable = compilers.filter((compiler) => isUsable(compiler, context));
    const rows = [await measureCompilers(usable, "programs", context), await measureCompilers(usable, "package", context)];
    return [{ title: "compile time", columns: usable.map(({ name }) => name), rows }];
  },
};

async function measureCompilers(usable: readonly Compiler[], project: Project, { rounds, progress }: Context): Promise<Row> {
  const byName = new Map(usable.map((compiler) => [compiler.name, compiler]));
  const measured = await inRounds([...byName.keys()], rounds, (name) => {
    progress(`${name}, ${titles[project]}`);
    return compileOnce(byName.get(name)!, project);
  });
  return toRatioRow(titles[project], "ms", measured);
}

/** Those that do not work in this checkout are told with the reason. */
function isUsable(compiler: Compiler, { problem }: Context): boolean {
  try {
    compileOnce(compiler, "programs");
    return true;
  } catch (error) {
    problem(`no compile time of ${compiler.name}. ${String(error)}`);
    return false;
  }
}

const compileOnce = (compiler: Compiler, project: Project): number => compile(compiler, project, join(outputFolder, "compile-time"));

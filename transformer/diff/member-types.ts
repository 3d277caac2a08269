// The names that may be said to hold together, for the types of a transformers file: those of both versions.
import type { ModuleDescriptor } from "../../runtime/contract/build.js";
import { classKey, functionKey, variableKey } from "./answers.js";
import type { Comparison } from "./compare-builds.js";

export function printMemberTypes({ from, to }: Comparison): string {
  const names = new Set([from, to].flatMap(({ modules }) => [...modules.values()].flatMap(namesOf)));
  return `type Members = ${
    [...names]
      .sort()
      .map((name) => JSON.stringify(name))
      .join(" | ") || "never"
  };\n`;
}

const namesOf = (module: ModuleDescriptor): string[] => [
  ...module.variables.filter(({ kind }) => kind !== "import").map(({ name }) => variableKey(module, name)),
  ...module.classes.map((owner) => classKey(module, owner)),
  ...module.functions.map(({ id }) => functionKey(module, id)),
];

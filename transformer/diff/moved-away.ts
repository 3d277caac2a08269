// Variables that moved into a module which is new.
import type { ModuleDescriptor } from "../../runtime/contract/build.js";
import type { Change } from "../../runtime/contract/patch.js";
import { type Answers, type Question, variableKey } from "./answers.js";
import type { MovedVariables } from "./moved-variables.js";

export function askMovedAway(module: ModuleDescriptor, moved: MovedVariables): Question[] {
  return module.variables.flatMap((variable): Question[] => {
    if (moved.originOf(variable) === undefined) return [];
    const why = "it moved into a new module, which makes a value of its own";
    return [{ key: variableKey(module, variable.name), is: "required", admits: ["rerun"], why }];
  });
}

/** A new module is loaded as it is: it would make its own, empty value of what the program holds already. */
export function movedAway(module: ModuleDescriptor, moved: MovedVariables, answers: Answers): Change[] {
  return module.variables.flatMap((variable): Change[] => {
    const origin = moved.originOf(variable);
    if (origin === undefined || answers.given.get(variableKey(module, variable.name))?.kind === "rerun") return [];
    const { file, line } = origin.variable.place;
    return [
      {
        verdict: "refused",
        what: "variable",
        action: "added",
        name: variable.name,
        old: origin.variable.place,
        new: variable.place,
        code: "MOVED",
        why: `it was in ${file}:${line}, and a module that is new makes a value of its own, so that what the program holds would be lost: leave it where it is and import it from there, or answer "rerun" under ${variableKey(module, variable.name)} in a transformers file`,
      },
    ];
  });
}

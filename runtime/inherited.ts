// A child process starts in the version of the process that started it.
import { INHERIT_VARIABLE, type Inheritance } from "./control/bequest.js";
import { onFirstModule } from "./registry.js";
import { startAt } from "./start-at.js";
import { history } from "./this-process.js";

/** Looks when the first module is loaded, which tells the build. A child of another build has nothing to inherit. */
export function startInherited(): void {
  onFirstModule(() => {
    const inheritance = readInheritance();
    if (inheritance?.base === history.version) startAt(inheritance.patches);
  });
}

function readInheritance(): Inheritance | undefined {
  try {
    return JSON.parse(process.env[INHERIT_VARIABLE] ?? "") as Inheritance;
  } catch {
    return undefined;
  }
}

// Turns a program into one whose emit leaves an updatable build: the one door for tspc and for our own command.
import type ts from "typescript";
import { checkProject } from "./check-project.js";
import { haveHiddenChanges } from "./declarations.js";
import { forceEmit } from "./force-emit.js";
import { isFresh } from "./freshness.js";
import { hostEmit, writesJavaScript } from "./host-emit.js";
import { createHosting, type Hosting, type Hosts } from "./hosting.js";
import { getModules, getUpdatable } from "./modules-of-program.js";
import { refuseProgram } from "./refuse.js";
import { readSettings } from "./settings.js";
import { getInternals } from "./typescript-internals.js";

/** A program transformer that creates a program of its own makes ts-patch offer us the same program twice. */
const hosted = new WeakSet<ts.Program>();
/** Options whose outputs were compared with their manifest: in watch mode they stay the same object, and what we wrote ourselves is fresh. */
const compared = new WeakSet<ts.CompilerOptions>();

/** Must be called before a builder is created for the program. `entry` is our plug-in entry in tsconfig.json. */
export function hostProgram(hosts: Hosts, program: ts.Program, entry: Readonly<Record<string, unknown>>): ts.Program {
  if (hosted.has(program)) return program;
  hosted.add(program);
  const answer = readSettings(entry);
  const reasons = checkProject(hosts.typescript, program.getCompilerOptions(), answer);
  if (answer.kind === "invalid" || reasons.length > 0) refuseProgram(hosts.typescript, program, reasons);
  else hostEmitting(createHosting(hosts, program, answer.settings));
  return program;
}

function hostEmitting(hosting: Hosting): void {
  hostEmit(hosting);
  const options = hosting.program.getCompilerOptions();
  if (!getInternals(hosting.typescript).isIncrementalCompilation(options) || !writesJavaScript(options, [])) return;
  if (compared.has(options)) return;
  compared.add(options);
  const isStale = !isFresh(hosting.layout, hosting.options, getExpected(hosting));
  // Whether errors stop the emit is known too late for what declaration files changed behind the builder's back.
  if (isStale || (options.noEmitOnError && haveHiddenChanges(hosting))) forceEmit(hosting.typescript, options);
}

const getExpected = ({ typescript, program, treat }: Hosting): string[] =>
  getUpdatable(getModules(typescript, program, treat)).map(({ js }) => js);

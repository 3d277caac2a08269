// What one program's hosting is made of: handed from step to step, never changed.
import type ts from "typescript";
import type { EmittedModule, InstrumentedModule } from "../pipeline.js";
import { getLayout, type Layout } from "./layout.js";
import { createTreatment, type Treat } from "./modules-of-program.js";
import { getOptionsDigest } from "./options-digest.js";
import type { Report } from "./report.js";
import type { Settings } from "./settings.js";
import type { TypeScript } from "./typescript-internals.js";

export type Instrument = (module: EmittedModule) => InstrumentedModule;

/** What does not depend on the program: who compiles, what instruments, who is told. */
export interface Hosts {
  readonly typescript: TypeScript;
  readonly instrument: Instrument;
  readonly report: Report;
}

export interface Hosting extends Hosts {
  readonly program: ts.Program;
  readonly settings: Settings;
  readonly layout: Layout;
  /** Digest that the manifest must have for its modules to be kept. */
  readonly options: string;
  readonly treat: Treat;
}

export function createHosting(hosts: Hosts, program: ts.Program, settings: Settings): Hosting {
  const layout = getLayout(program);
  const options = getOptionsDigest(settings, hosts.typescript.version);
  return { ...hosts, program, settings, layout, options, treat: createTreatment(hosts.typescript, layout, settings) };
}

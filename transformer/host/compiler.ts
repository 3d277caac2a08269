// TypeScript programs whose emit is hosted, for our own command: created as tsc would, one door for all its modes.
import ts from "typescript";
import { hostProgram } from "./host-program.js";
import type { Hosts, Instrument } from "./hosting.js";
import { getBuildFolder, getLayout, type Layout } from "./layout.js";
import { findManifest } from "./manifest.js";
import { getPluginEntries } from "./plugin-entry.js";
import type { Report } from "./report.js";
import { getBuilderInternals } from "./typescript-internals.js";

export interface BuildSummary {
  readonly outDir: string;
  readonly version: string;
  readonly modules: number;
}

export class Compiler {
  readonly hosts: Hosts;
  readonly #layouts = new Map<string, Layout>();
  readonly #toldOthers = new Set<string>();

  constructor(instrument: Instrument, report: Report) {
    this.hosts = { typescript: ts, instrument, report };
  }

  createProgram(options: ts.CreateProgramOptions): ts.Program {
    const program = ts.createProgram(options);
    const { own, others } = getPluginEntries(options.options);
    this.#warnOthers(options.options, others);
    const layout = getLayout(program);
    this.#layouts.set(layout.outputs, layout);
    return hostProgram(this.hosts, program, own);
  }

  /** For incremental, watching and solution builds. */
  readonly createBuilder: ts.CreateProgram<ts.EmitAndSemanticDiagnosticsBuilderProgram> = (
    rootNames = [],
    options = {},
    host,
    oldBuilder,
    configFileParsingDiagnostics,
    projectReferences,
  ) => {
    const oldProgram = oldBuilder && getBuilderInternals(oldBuilder).getProgramOrUndefined();
    const given = { host, oldProgram, configFileParsingDiagnostics, projectReferences };
    const program = this.createProgram({ rootNames, options, ...dropUndefined(given) });
    return ts.createEmitAndSemanticDiagnosticsBuilderProgram(program, host ?? NO_HOST, oldBuilder, configFileParsingDiagnostics);
  };

  /** What lies in the output folders of the programs that were compiled. */
  findBuilds(): readonly BuildSummary[] {
    return [...this.#layouts.values()].flatMap((layout) => {
      const manifest = findManifest(getBuildFolder(layout));
      return manifest === undefined ? [] : [{ outDir: layout.outputs, version: manifest.build, modules: manifest.modules.length }];
    });
  }

  #warnOthers(options: ts.CompilerOptions, others: readonly string[]): void {
    const config = String(options["configFilePath"] ?? "the project");
    if (others.length === 0 || this.#toldOthers.has(config)) return;
    this.#toldOthers.add(config);
    this.hosts.report.warn(
      `warning other-plugins: ${config} names transformers that "ts-updatable build" does not run: ${others.join(", ")}. ` +
        "What they would change stays as it is. Compile with tspc to run them.",
    );
  }
}

const NO_HOST: ts.BuilderProgramHost = {};

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

const dropUndefined = <T extends object>(given: T): Defined<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>;

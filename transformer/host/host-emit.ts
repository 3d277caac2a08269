// The program's `emit` with our core between TypeScript's emitter and the disk.
import type ts from "typescript";
import { BuildSession } from "./build-session.js";
import { captureJavaScript } from "./capture-writes.js";
import { getDeclarationFiles, haveHiddenChanges } from "./declarations.js";
import { findDependents } from "./dependents.js";
import { joinResults, toProjectResult } from "./emit-result.js";
import type { Hosting } from "./hosting.js";
import { getMapMode, withSourceMaps } from "./map-options.js";
import { getModules, getUpdatable } from "./modules-of-program.js";
import { removeBuildInfo } from "./stale-build-info.js";
import { type EmitArguments, getProgramInternals } from "./typescript-internals.js";

/**
 * Three callers: tsc emits the whole program in one call; a builder emits affected files one by one and then calls
 * `emitBuildInfo`; users of the API emit what they like. A build ends with the whole program, with `emitBuildInfo`, or with
 * each single file.
 */
export function hostEmit(hosting: Hosting): void {
  const program = getProgramInternals(hosting.program);
  const emitter = new HostedEmitter(hosting, program.emit);
  const emitBuildInfo = program.emitBuildInfo;
  program.emit = (...args) => emitter.emit(args);
  program.emitBuildInfo = (writeFile, token) => emitter.emitBuildInfo(() => emitBuildInfo(writeFile, token), writeFile, token);
}

export function writesJavaScript(options: ts.CompilerOptions, [, , , emitOnly]: EmitArguments): boolean {
  return !options.noEmit && !options.emitDeclarationOnly && !emitOnly;
}

type Emit = (...args: EmitArguments) => ts.EmitResult;

class HostedEmitter {
  readonly #hosting: Hosting;
  readonly #emit: Emit;
  readonly #session: BuildSession;
  /** What a builder went through: files that changed, declaration files among them, and those whose own outputs may have. */
  readonly #affected = new Set<ts.SourceFile>();
  #transformers: ts.CustomTransformers | undefined;

  constructor(hosting: Hosting, emit: Emit) {
    this.#hosting = hosting;
    this.#emit = emit;
    this.#session = new BuildSession(hosting);
  }

  emit(args: EmitArguments): ts.EmitResult {
    if (!writesJavaScript(this.#hosting.program.getCompilerOptions(), args)) return this.#emit(...args);
    const [target, writeFile, token, , transformers, , skipBuildInfo] = args;
    const result = this.#emitCaptured(args);
    if (skipBuildInfo) {
      if (target !== undefined) this.#affected.add(target);
      this.#transformers = transformers;
      return result;
    }
    if (result.emitSkipped && !this.#session.hasWritten) return result;
    if (target === undefined) return joinResults(result, getProgramInternals(this.#hosting.program).emitBuildInfo(writeFile, token));
    this.#session.finish();
    return result;
  }

  emitBuildInfo(emitBuildInfo: () => ts.EmitResult, writeFile?: ts.WriteFileCallback, token?: ts.CancellationToken): ts.EmitResult {
    const options = this.#hosting.program.getCompilerOptions();
    if (writesJavaScript(options, [])) this.#finish(Boolean(options.noEmitOnError), writeFile, token);
    if (!this.#session.hasFailed) return emitBuildInfo();
    removeBuildInfo(this.#hosting.typescript, options);
    return { emitSkipped: false, diagnostics: [] };
  }

  /** With `noEmitOnError`, nothing written may mean that errors stopped the emit: the build before stays as it is. */
  #finish(staysOnError: boolean, writeFile?: ts.WriteFileCallback, token?: ts.CancellationToken): void {
    if (this.#affected.size === 0 && !this.#session.hasWritten && staysOnError) return;
    this.#emitDependents(writeFile, token);
    this.#session.finish();
  }

  /**
   * A builder emits no file whose own JavaScript and declarations stay as they are. Its descriptor may differ all the same:
   * after a change of interface `Order` in a.ts, `export const held = make()` in c.ts has a type of another structure, although
   * b.ts between them, with `make(): Order`, still looks as before.
   */
  #emitDependents(writeFile?: ts.WriteFileCallback, token?: ts.CancellationToken): void {
    const { typescript, program, treat } = this.#hosting;
    const changed = [...this.#affected, ...this.#findChangedDeclarations()];
    if (changed.length === 0) return;
    const missing = getUpdatable(getModules(typescript, program, treat)).filter(({ js }) => !this.#session.isWritten(js));
    const dependents = missing.length === 0 ? undefined : findDependents(typescript, program, changed);
    for (const { file } of missing) if (dependents?.has(file)) this.#emitCaptured([file, writeFile, token, JS_ONLY, this.#transformers]);
    this.#affected.clear();
  }

  /** Which ones is not known: all of them, if any. */
  #findChangedDeclarations(): readonly ts.SourceFile[] {
    return haveHiddenChanges(this.#hosting) ? getDeclarationFiles(this.#hosting.program) : [];
  }

  /** The .tsbuildinfo is written apart: it shows the options, which are not the project's own while files are emitted. */
  #emitCaptured([target, writeFile, token, emitOnly, transformers, force]: EmitArguments): ts.EmitResult {
    const { program } = this.#hosting;
    const options = program.getCompilerOptions();
    const mode = getMapMode(options);
    const capture = captureJavaScript(writeFile ?? getProgramInternals(program).writeFile, (emitted) => this.#session.take(emitted, mode));
    return toProjectResult(
      withSourceMaps(options, () => this.#emit(target, capture, token, emitOnly, transformers, force, true)),
      mode,
    );
  }
}

const JS_ONLY = 0;

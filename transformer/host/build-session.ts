// What one program has emitted so far, and how its build ends: warnings, removed modules, manifest.
import { join } from "node:path";
import type { Warning } from "../../runtime/contract/build.js";
import { removeModuleFiles } from "./build-folder.js";
import type { EmittedJavaScript } from "./capture-writes.js";
import { getDeclarationsDigest } from "./declarations.js";
import { findFileDigest } from "./digest.js";
import type { Hosting } from "./hosting.js";
import { getBuildFolder, getRelativePath } from "./layout.js";
import { composeManifest, findManifest, type HostedManifest, type HostedModule, writeManifest } from "./manifest.js";
import { getModules, getUpdatable, type ProgramModule } from "./modules-of-program.js";
import { formatWarning, formatWriteFailure } from "./report.js";
import type { MapMode } from "./source-map.js";
import { collectWarnings, findUnsupported, writeWarnings } from "./warnings.js";
import { writeModule } from "./write-module.js";

export class BuildSession {
  readonly #hosting: Hosting;
  readonly #written = new Map<string, HostedModule>();
  readonly #warnings = new Map<string, readonly Warning[]>();
  readonly #failed = new Set<string>();
  #hasWritten = false;
  #hasFailed = false;

  constructor(hosting: Hosting) {
    this.#hosting = hosting;
  }

  /** True when something that should be updatable is not: then nothing may say that this build is up to date. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** True while files were written that the manifest does not know yet. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  isWritten(js: string): boolean {
    return this.#written.has(js) || this.#failed.has(js);
  }

  take(emitted: EmittedJavaScript, mode: MapMode): void {
    const written = writeModule(this.#hosting, emitted, mode);
    const js = getRelativePath(this.#hosting.layout.outputs, emitted.output);
    this.#hasWritten = true;
    if (written.kind === "updatable") {
      this.#written.set(js, written.module);
      this.#warnings.set(js, written.warnings);
    }
    if (written.kind === "failed") this.#failed.add(js);
    this.#hasFailed ||= written.kind === "failed";
    this.#warnUnsupported(emitted);
  }

  /** After the last file of an emit. Does nothing when nothing was written and no module has gone. */
  finish(): void {
    const { typescript, program, treat, layout, report } = this.#hosting;
    const modules = getModules(typescript, program, treat);
    const previous = findManifest(getBuildFolder(layout));
    const manifest = this.#compose(modules, previous);
    if (!this.#hasWritten && isSame(manifest, previous)) return;
    this.#hasWritten = false;
    try {
      this.#write(modules, previous, manifest);
    } catch (error) {
      this.#hasFailed = true;
      report.fail(formatWriteFailure(getBuildFolder(layout), error));
    }
  }

  #compose(modules: readonly ProgramModule[], previous: HostedManifest | undefined): HostedManifest {
    const { options, settings, program } = this.#hosting;
    const usable = previous?.options === options ? previous.modules : [];
    const kept = new Map(usable.filter(({ js }) => !this.#failed.has(js)).map((module) => [module.js, module]));
    const entries = getUpdatable(modules).flatMap(({ js }) => this.#written.get(js) ?? kept.get(js) ?? []);
    const declarations = getDeclarationsDigest(program);
    return composeManifest({ options, updatePoints: settings.updatePoints, declarations, modules: entries });
  }

  #write(modules: readonly ProgramModule[], previous: HostedManifest | undefined, manifest: HostedManifest): void {
    const { layout } = this.#hosting;
    warnShared(this.#hosting, previous, manifest);
    removeGone(this.#hosting, previous, manifest);
    writeWarnings(layout, collectWarnings(layout, modules, manifest, this.#warnings));
    writeManifest(getBuildFolder(layout), manifest);
  }

  #warnUnsupported({ file, output }: EmittedJavaScript): void {
    const { layout, treat, report } = this.#hosting;
    const warning = findUnsupported(layout, { file, treatment: treat(file.fileName, output) });
    if (warning !== undefined) report.warn(formatWarning(warning));
  }
}

const isSame = (manifest: HostedManifest, previous: HostedManifest | undefined): boolean =>
  manifest.build === previous?.build && manifest.declarations === previous.declarations;

/** Two projects with one folder for outputs: each build would take the other's for modules that have gone. */
function warnShared({ layout, report }: Hosting, previous: HostedManifest | undefined, manifest: HostedManifest): void {
  const present = new Set(manifest.modules.map(({ js }) => js));
  const others = previous?.modules.filter(({ js, digest }) => findFileDigest(join(layout.outputs, js)) === digest) ?? [];
  if (others.length === 0 || present.size === 0 || others.some(({ js }) => present.has(js))) return;
  report.warn(
    `warning shared-outputs: ${layout.outputs} held the build of other modules (${others[0]?.js} and so on), which this one replaces: ` +
      'they run as before and cannot be updated any more. Where two projects share the folder, give each an "outDir" of its own.',
  );
}

function removeGone({ layout }: Hosting, previous: HostedManifest | undefined, manifest: HostedManifest): void {
  const present = new Set(manifest.modules.map(({ js }) => js));
  for (const { js } of previous?.modules ?? []) if (!present.has(js)) removeModuleFiles(layout, js);
}

// The build manifest: what it says about each module, how it is read, composed, named and written.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildManifest, FORMAT, MANIFEST_FILE, type ModuleEntry } from "../../runtime/contract/build.js";
import { digestOf } from "./digest.js";

/** What the host keeps of a module besides what updates need: enough to name the next build without emitting this module again. */
export interface HostedModule extends ModuleEntry {
  /** sha256 of the JavaScript as TypeScript emitted it. */
  readonly plain: string;
  /** sha256 of the unit file. */
  readonly unit: string;
}

export interface HostedManifest extends BuildManifest {
  /** Digest of the declaration files that the program was compiled against. */
  readonly declarations: string;
  readonly modules: readonly HostedModule[];
}

export function findManifest(buildFolder: string): HostedManifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(buildFolder, MANIFEST_FILE), "utf8")) as HostedManifest;
    return manifest.format === FORMAT && Array.isArray(manifest.modules) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

export type ManifestParts = Pick<HostedManifest, "options" | "updatePoints" | "declarations" | "modules">;

export function composeManifest({ options, updatePoints, declarations, modules }: ManifestParts): HostedManifest {
  const sorted = [...modules].sort((a, b) => (a.js < b.js ? -1 : 1));
  return { format: FORMAT, options, build: nameBuild(options, sorted), updatePoints, declarations, modules: sorted };
}

/**
 * The descriptor counts too: when only a type changed, the JavaScript of both builds is equal, and what the running program
 * holds may still have to be converted.
 */
function nameBuild(options: string, modules: readonly HostedModule[]): string {
  const named = modules.map(({ js, plain, descriptor }) => [js, plain, descriptor]);
  return digestOf(JSON.stringify([options, named])).slice(0, 16);
}

/** In one step, and after everything it speaks of: whoever reads a manifest finds a whole build. */
export function writeManifest(buildFolder: string, manifest: HostedManifest): void {
  const file = join(buildFolder, MANIFEST_FILE);
  const draft = `${file}.${process.pid}.tmp`;
  mkdirSync(buildFolder, { recursive: true });
  writeFileSync(draft, `${JSON.stringify(manifest, undefined, 1)}\n`);
  renameSync(draft, file);
}

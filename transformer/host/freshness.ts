// Whether what lies in the output folder is still the build that its manifest speaks of.
import { join } from "node:path";
import { descriptorFile, unitFile } from "../../runtime/contract/build.js";
import { findFileDigest } from "./digest.js";
import { getBuildFolder, type Layout } from "./layout.js";
import { findManifest, type HostedModule } from "./manifest.js";

/** True when every module of `expected` is as an earlier build with the same options left it. */
export function isFresh(layout: Layout, options: string, expected: Iterable<string>): boolean {
  const manifest = findManifest(getBuildFolder(layout));
  if (manifest === undefined || manifest.options !== options) return false;
  const known = new Map(manifest.modules.map((module) => [module.js, module]));
  for (const js of expected) if (!known.has(js)) return false;
  return manifest.modules.every((module) => isIntact(layout, module));
}

function isIntact(layout: Layout, module: HostedModule): boolean {
  const folder = getBuildFolder(layout);
  return (
    findFileDigest(join(layout.outputs, module.js)) === module.digest &&
    findFileDigest(join(folder, descriptorFile(module.js))) === module.descriptor &&
    findFileDigest(join(folder, unitFile(module.js))) === module.unit
  );
}

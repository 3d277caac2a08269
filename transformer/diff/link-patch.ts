// Makes a patch out of a comparison: links what changed, and writes the folder.
import { rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { FORMAT } from "../../runtime/contract/build.js";
import { type MessagePatch, type ModulePatch, type Override, PATCH_FILE, type Patch, patchText } from "../../runtime/contract/patch.js";
import { addModules } from "./added-modules.js";
import { blockingChanges, type Comparison } from "./compare-builds.js";
import { linkMessages } from "./compare-channels.js";
import { isUntouched, linkModule } from "./link-module.js";
import { digests, type Files, nameByContent, replaceFolder, sha256, write } from "./patch-files.js";
import { resolveModule } from "./resolve-exports.js";

/**
 * Writes the patch folder, with the way back inside. The folder is put in place whole or not at all.
 * @returns the patch's record
 */
export async function writePatch(
  forward: Comparison,
  back: Comparison,
  folder: string,
  transformers?: LinkTransformers,
  overrides: readonly Override[] = [],
): Promise<Patch> {
  const temporary = `${folder}.tmp-${process.pid}`;
  rmSync(temporary, { recursive: true, force: true });
  try {
    const reverse = await reverseOf(back, temporary, transformers);
    const messages = linkMessages(forward.channels, back.channels);
    const links = { ...linkBack(messages, temporary, transformers), forward: transformers?.("forward", temporary) };
    const patch = await writeOne(forward, temporary, reverse, links, overrides);
    replaceFolder(temporary, folder);
    return patch;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Compiles the state transformers for one direction, into a file of the given name. */
export type LinkTransformers = (direction: "forward" | "back", folder: string, name?: string) => LinkedTransformers;

export interface LinkedTransformers {
  readonly text: string;
  readonly map: string;
  /** Keys of those that give promises. */
  readonly asynchronous: readonly string[];
}

/** Name of the compiled transformers within a patch. */
export const TRANSFORMERS = "transformers.cjs";
/** Name of those for messages that an older version receives: whether or not the update itself can be rolled back. */
const TRANSFORMERS_BACK = "transformers-back.cjs";

interface Links {
  readonly forward: LinkedTransformers | undefined;
  readonly back?: LinkedTransformers;
  readonly messages?: Record<string, MessagePatch>;
}

function linkBack(messages: Record<string, MessagePatch>, folder: string, link: LinkTransformers | undefined): Omit<Links, "forward"> {
  const back = Object.values(messages).some((way) => way.back === "convert") ? link?.("back", folder, TRANSFORMERS_BACK) : undefined;
  return { ...(Object.keys(messages).length === 0 ? {} : { messages }), ...(back === undefined ? {} : { back }) };
}

async function reverseOf(back: Comparison, folder: string, transformers: LinkTransformers | undefined): Promise<Patch["reverse"]> {
  const blocking = blockingChanges(back.changes);
  if (blocking.length > 0) return { refused: blocking.map((c) => `${c.name}: ${c.why ?? c.verdict}`) };
  const inside = join(folder, "reverse");
  await writeOne(back, inside, { refused: ["it is the way back itself"] }, { forward: transformers?.("back", inside) });
  return { folder: "reverse" };
}

async function writeOne(
  comparison: Comparison,
  folder: string,
  reverse: Patch["reverse"],
  { forward: transformers, back, messages }: Links,
  overrides: readonly Override[] = [],
): Promise<Patch> {
  const files: Files = new Map();
  if (transformers !== undefined) files.set(TRANSFORMERS, transformers.text).set(`${TRANSFORMERS}.map`, transformers.map);
  if (back !== undefined) files.set(TRANSFORMERS_BACK, back.text).set(`${TRANSFORMERS_BACK}.map`, back.map);
  const modules: ModulePatch[] = [];
  for (const js of inDependencyOrder(comparison)) {
    const compared = comparison.modules.get(js);
    if (compared === undefined || isUntouched(compared)) continue;
    modules.push(await linkModule(comparison, js, compared, files, folder));
  }
  const added = addModules(comparison.to, comparison.added, files);
  const named = nameByContent(files, modules, added);
  const record = {
    format: FORMAT,
    from: comparison.from.id,
    to: comparison.to.id,
    build: relative(folder, comparison.to.root).split(sep).join("/"),
    changes: comparison.changes,
    ...(overrides.length === 0 ? {} : { overrides }),
    modules: named.modules,
    added: named.added,
    ...(transformers === undefined ? {} : { transformers: `${named.folder}/${TRANSFORMERS}` }),
    ...(back === undefined ? {} : { transformersBack: `${named.folder}/${TRANSFORMERS_BACK}` }),
    ...(messages === undefined ? {} : { messages }),
    ...(transformers === undefined || transformers.asynchronous.length === 0 ? {} : { asynchronous: transformers.asynchronous }),
    reverse,
    files: digests(named.files),
  };
  const text = patchText(`${JSON.stringify(record).slice(1)}\n`, sha256);
  for (const [file, content] of named.files) write(join(folder, file), content);
  write(join(folder, PATCH_FILE), text);
  return JSON.parse(text) as Patch;
}

/** What a module imports comes before it: its new variables may need theirs. */
function inDependencyOrder({ modules, to }: Comparison): string[] {
  const order = new Set<string>();
  const visiting = new Set<string>();
  const visit = (js: string): void => {
    if (order.has(js) || visiting.has(js)) return;
    visiting.add(js);
    for (const { from } of to.modules.get(js)?.variables ?? []) {
      const target = from && resolveModule(js, from[0], to.modules);
      if (target !== undefined) visit(target.js);
    }
    order.add(js);
  };
  for (const js of [...modules.keys()].sort()) visit(js);
  return [...order];
}

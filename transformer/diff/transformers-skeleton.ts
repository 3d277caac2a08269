// Writes the beginning of a transformers file: an entry for exactly what is missing, and the types that it needs.
import { basename } from "node:path";
import type { Question } from "./answers.js";
import { printTransformerTypes, type Questions } from "./transformer-types.js";

/** @param missing keys that have no answer yet */
export function printSkeleton(questions: Questions, missing: ReadonlySet<string>, versions: { from: string; to: string }): string {
  const wanted = questions.forward.filter((q) => missing.has(q.key));
  return [
    `// What becomes of the state of version ${versions.from} in version ${versions.to}. Fill in each entry, then run diff with --transformers.`,
    'import { defineStateTransformers } from "ts-updatable";',
    "",
    "export default defineStateTransformers<StateTransformers, WayBack>({",
    ...wanted.flatMap(printEntry),
    "});",
    "",
    printTransformerTypes(questions),
  ].join("\n");
}

/** An empty function does not compile where it must return something: nothing is forgotten. */
function printEntry(question: Question): string[] {
  const { key, admits, why, is } = question;
  const hint = admits.filter((kind) => kind !== "convert").map((kind) => (kind === "from" ? "{ from: … }" : `"${kind}"`));
  const comment = `  // ${why.replaceAll("\n", " ")}${hint.length === 0 ? "" : ` (or ${hint.join(", ")})`}`;
  const body = admits[0] === "convert" ? `(${parameters(question)}) => {},` : "undefined,";
  const lines = [comment, `  ${JSON.stringify(key)}: ${body}`];
  return is === "required" ? lines : [comment, `  // ${JSON.stringify(key)}: ${body}`];
}

const parameters = ({ old, fields, objects, locals }: Question): string =>
  objects !== undefined
    ? "objects, convert"
    : [...(old === undefined && fields === undefined ? [] : ["old"]), ...(locals === undefined ? [] : ["locals"])].join(", ");

/** `patch.transformers.ts` beside the patch folder `patch`. */
export const skeletonFile = (patch: string): string =>
  `${patch.slice(0, patch.length - basename(patch).length)}${basename(patch)}.transformers.ts`;

// What `diff` does with a file of state transformers. The compiler is loaded only when there is one.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { ErrorAnswer } from "../../runtime/contract/protocol.js";
import { isChannelKey } from "../diff/answers.js";
import { changedFunctions } from "../diff/changed-functions.js";
import type { Comparison } from "../diff/compare-builds.js";
import { type LinkTransformers, TRANSFORMERS } from "../diff/link-patch.js";
import { CONTENT_NAME } from "../diff/patch-files.js";
import { InputError } from "../diff/read-build.js";
import type { CheckedTransformers, Problem, TransformersFile } from "../diff/read-transformers.js";
import type { Questions } from "../diff/transformer-types.js";
import { printSkeleton, skeletonFile } from "../diff/transformers-skeleton.js";

export type OpenTransformers = TransformersFile;

export async function openTransformers(path: string): Promise<OpenTransformers> {
  const { readTransformers } = await import("../diff/read-transformers.js");
  const file = resolve(path);
  try {
    return readTransformers(file);
  } catch (error) {
    throw new InputError(`--transformers ${path} cannot be read (${(error as Error).message})`);
  }
}

/** What is wrong with the file, in the form of compile errors. */
export async function checkFile(
  file: OpenTransformers,
  questions: Questions,
  comparison: Comparison,
): Promise<{ readonly problems: readonly ErrorAnswer[]; readonly asynchronous: CheckedTransformers["asynchronous"] }> {
  const { checkTransformers } = await import("../diff/read-transformers.js");
  const { printTransformerTypes } = await import("../diff/transformer-types.js");
  const { printPolicyTypes } = await import("../diff/policy-types.js");
  const { printMemberTypes } = await import("../diff/member-types.js");
  const toError = ({ at, message }: Problem): ErrorAnswer => ({ code: "TRANSFORMER", message, at: shorten(at) });
  if (file.problems.length > 0) return { problems: file.problems.map(toError), asynchronous: { forward: [], back: [] } };
  const types = [
    printTransformerTypes(questions),
    printPolicyTypes(changedFunctions(comparison)),
    file.invariants === undefined ? "" : printMemberTypes(comparison),
  ];
  const { problems, asynchronous } = checkTransformers(file, types.join(""), questions);
  return { problems: problems.map(toError), asynchronous };
}

/** As the user would name it here. */
export const shorten = (at: string): string => {
  const path = relative(process.cwd(), at);
  return path.startsWith("..") ? at : path;
};

export async function linkerOf(file: OpenTransformers, asynchronous: CheckedTransformers["asynchronous"]): Promise<LinkTransformers> {
  const { compileTransformers } = await import("../diff/read-transformers.js");
  return (direction, folder, name = TRANSFORMERS) => {
    const source = relative(join(folder, "0".repeat(CONTENT_NAME)), file.path)
      .split(sep)
      .join("/");
    return {
      ...compileTransformers(file, direction, name, source),
      asynchronous: asynchronous[direction].filter((key) => !isChannelKey(key)),
    };
  };
}

/**
 * Writes the beginning of a transformers file for what has no answer yet. A file that is there stays as it is.
 * @returns where it is; undefined where no transformer would help
 */
export async function writeSkeleton(
  patch: string,
  questions: Questions,
  file: OpenTransformers | undefined,
  versions: { readonly from: string; readonly to: string },
): Promise<string | undefined> {
  const missing = new Set(questions.forward.filter((q) => file?.forward.has(q.key) !== true).map((q) => q.key));
  if (!questions.forward.some((q) => q.is === "required" && missing.has(q.key))) return undefined;
  const text = printSkeleton(questions, missing, versions);
  let path = skeletonFile(patch);
  for (let n = 2; existsSync(path) && readFileSync(path, "utf8") !== text; n++) path = skeletonFile(`${patch}-${n}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

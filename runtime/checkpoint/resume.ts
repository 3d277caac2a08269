// A checkpoint goes on in this process: the program is made, its frames are entered, and updates land before anything of it runs.
import { relative, resolve } from "node:path";
import { reachUpdatePoint } from "../attempt.js";
import type { FrameRecord } from "../contract/checkpoint.js";
import type { ApplyAnswer, CheckpointAnswer } from "../contract/protocol.js";
import { isUpdating } from "../course.js";
import { beginUpdate, cancelUpdate } from "../engine.js";
import { entryInto } from "../frames/entry.js";
import type { Entry, RebuiltFrame } from "../frames/frames.js";
import { rehearse, runRebuiltFrames } from "../frames/rebuild.js";
import { readManifest } from "../load/code.js";
import { mannerOf } from "../pending.js";
import { Refusal } from "../refusal.js";
import { signal } from "../state.js";
import { history } from "../this-process.js";
import { readCheckpoint } from "./file.js";
import { RestoredProgram } from "./restored.js";

export interface ResumeOptions {
  /** Folder of the build, where it is not where it was. */
  readonly outDir?: string | undefined;
  /** Nothing is to run: it is only to be known whether it could. */
  readonly isTrial?: boolean;
  /** Patches that are applied one after the other before the computation goes on. */
  readonly patches: readonly string[];
}

/** Returns or throws what the computation does. Throws a {@link Refusal} before anything of it has run. */
export function resumeCheckpoint(file: string, { outDir, patches, isTrial = false }: ResumeOptions): unknown {
  const { header, content } = readCheckpoint(file);
  const root = resolve(outDir ?? header.outDir);
  const { build } = readManifest(root);
  if (build !== header.version)
    throw new Refusal(
      "WRONG_BUILD",
      `${root} holds version ${build}, and the checkpoint was taken of version ${header.version}: name the folder of that build with --out-dir, and bring it to a newer version with --patch.`,
    );
  const [main = "", ...args] = header.args;
  process.argv.splice(1, process.argv.length, resolve(root, relative(header.outDir, main)), ...args);
  const program = new RestoredProgram(root, content);
  const given = content.frames.map(({ values, self }) => ({ self: () => program.reader.value(self), values }));
  program.finish();
  const frames = content.frames.map(
    (frame, index): RebuiltFrame => ({
      ...entryOf(program, frame),
      self: given[index]?.self(),
      values: frame.values.map((value) => program.reader.value(value)),
    }),
  );
  const problem = rehearse(frames);
  if (problem !== undefined)
    throw new Refusal(
      "STACK",
      `the ${frames.length} running calls cannot be entered again (${problem.message}): give Node a larger stack (\`node --stack-size=… node_modules/.bin/ts-updatable resume …\`).`,
    );
  if (isTrial) return undefined;
  return runRebuiltFrames(
    frames,
    updateBy(patches, () => (content.asked === "program" ? answerOf(file) : undefined)),
  );
}

function entryOf(program: RestoredProgram, { js, id, point }: FrameRecord): Entry {
  const { units, fn } = program.unitsOf(js, id);
  return entryInto(units, fn.index, point);
}

/** What the newest frame asks for first: the moment at which every frame stands where it stood. */
function updateBy(patches: readonly string[], last: () => unknown): () => unknown {
  const waiting = [...patches];
  const deliver = (): unknown => {
    if (isUpdating()) expectInForce(cancelUpdate(0));
    const folder = waiting.shift();
    if (folder === undefined) return last();
    const refusal = beginUpdate({ ...mannerOf({}, "engine"), folder, direction: "forward" });
    if (refusal !== undefined) expectInForce(refusal);
    else if (reachUpdatePoint(deliver)) throw signal;
    return deliver();
  };
  return deliver;
}

const answerOf = (file: string): CheckpointAnswer => ({
  ok: true,
  version: history.version,
  pending: null,
  stale: [],
  file,
  resumed: true,
});

function expectInForce({ ok, error }: ApplyAnswer): void {
  if (ok) return;
  throw new Refusal(error?.code ?? "REFUSED", error?.message ?? "the update was refused", error?.at);
}

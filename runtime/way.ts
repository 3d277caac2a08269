// The way of one frame from the version it runs to the newest: through every version in between.
import type { UnitFile } from "./code.js";
import type { FunctionDescriptor } from "./contract/build.js";
import type { FunctionPatch, PointMapping } from "./contract/patch.js";
import { migrateLocals } from "./migrate.js";
import type { Transform } from "./transformers.js";

/** One change of a function: what the patch says of it, and its code and descriptor in the new build. */
export interface Step {
  readonly patch: FunctionPatch;
  readonly next: FunctionDescriptor;
  readonly units: UnitFile;
  readonly transform: Transform;
}

/** A step that came into force. */
export interface TakenStep extends Step {
  /** Number of the update that brought it. */
  readonly order: number;
  /** Policy `finish-old`: what ran then ends in its old code. */
  readonly leavesRunning: boolean;
}

/** Whether a frame that missed these steps was promised to end in its old code. */
export const mayFinishOld = (missed: readonly TakenStep[]): boolean => missed.some((step) => step.leavesRunning);

type Mapped = Extract<PointMapping, { kind: "mapped" }>;

export interface Way {
  /** Point at which the frame goes on, in the last step's function. */
  readonly point: number;
  readonly legs: readonly { readonly step: Step; readonly mapping: Mapped }[];
}

export interface NoWay {
  readonly why: string;
  readonly code?: string;
}

export function findWay(point: number, steps: readonly Step[]): Way | NoWay {
  const legs: { step: Step; mapping: Mapped }[] = [];
  let at = point;
  for (const step of steps) {
    const mapping = step.patch.points.find((m) => m.old === at);
    if (mapping === undefined) return { why: "the patch does not say where it goes on" };
    if (mapping.kind === "refused") return { why: mapping.why, code: mapping.code };
    legs.push({ step, mapping });
    at = mapping.new;
  }
  return { point: at, legs };
}

/** Descriptor of the function that the frame goes on in. */
export const lastStep = (way: Way): Step | undefined => way.legs.at(-1)?.step;

/** @throws what the initialiser or transformer of a local throws */
export function carryValues(values: readonly unknown[], fn: FunctionDescriptor, way: Way): unknown[] {
  let [carried, old] = [[...values], fn];
  for (const { step, mapping } of way.legs) {
    carried = migrateLocals(carried, old, step.next, mapping, step.units, step.transform);
    old = step.next;
  }
  return carried;
}

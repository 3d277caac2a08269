// The way of one frame from the version it runs to the newest: through every version in between.

import { type FunctionDescriptor, showPlace } from "../contract/build.js";
import type { Effect, FunctionPatch, PointMapping } from "../contract/patch.js";
import type { Policy } from "../contract/protocol.js";
import type { UnitFile } from "../load/code.js";
import type { Transform } from "../load/transformers.js";
import { type Carry, planLocals } from "./migrate.js";

/** One change of a function: what the patch says of it, and its code and descriptor in the new build. */
export interface Step {
  readonly patch: FunctionPatch;
  readonly next: FunctionDescriptor;
  readonly units: UnitFile;
  readonly transform: Transform;
  /** What becomes of a call whose place has no counterpart. */
  readonly otherwise?: Ending | undefined;
}

/** How a call ends that does not go on: its `finally` blocks run, and no `catch` of it sees why. */
export type Ending = "restart" | "abort";

/** A step that came into force. */
export interface TakenStep extends Step {
  /** Number of the update that brought it. */
  readonly order: number;
  /** Policy `finish-old`: what ran then ends in its old code. */
  readonly leavesRunning: boolean;
}

/** A change comes into force, with the update's policy where the patch says nothing of the function. */
export function takeStep({ patch }: Step, order: number, policy: Policy): Pick<TakenStep, "order" | "leavesRunning" | "otherwise"> {
  const leavesRunning = (patch.policy ?? policy) === "finish-old";
  return { order, leavesRunning, ...(policy === "restart" || policy === "abort" ? { otherwise: policy } : {}) };
}

/** Whether a frame that missed these steps was promised to end in its old code. */
export const mayFinishOld = (missed: readonly TakenStep[]): boolean => missed.some((step) => step.leavesRunning);

type Mapped = Extract<PointMapping, { kind: "mapped" }>;

export interface Way {
  /** Point at which the frame goes on, in the last step's function. */
  readonly point: number;
  /** Absent for a call that goes on. */
  readonly ending?: Ending;
  /** Of an abort: the version whose update ends it. */
  readonly endedBy?: string;
  /** Of a restart: locals that keep their values. */
  readonly kept?: readonly string[];
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
    const ending = endingOf(step, mapping);
    if (ending !== undefined) return findEnd(at, ending, step, legs);
    if (mapping === undefined) return { why: "the patch does not say where it goes on" };
    if (mapping.kind === "refused") return { why: mapping.why, code: mapping.code };
    legs.push({ step, mapping });
    at = mapping.new;
  }
  return { point: at, legs };
}

function endingOf({ patch: { policy }, otherwise }: Step, mapping: PointMapping | undefined): Ending | undefined {
  if (policy === "restart" || policy === "abort") return policy;
  return policy === undefined && mapping?.kind !== "mapped" ? otherwise : undefined;
}

/** The call begins anew in the version of that very step; from there it is a call like any other. */
function findEnd(at: number, ending: Ending, step: Step, before: Way["legs"]): Way | NoWay {
  const { start, cleaning, effect, policy } = step.patch;
  if (cleaning.includes(at)) return { why: "it runs a `finally` block, and ends in its old code" };
  if (ending === "abort") return { point: at, ending, endedBy: step.units.version, legs: before };
  if (start.kind === "refused") return { why: start.why, code: start.code };
  // Where the author decided it, `diff` has found the effect and been overridden.
  if (policy === undefined && effect?.points.includes(at) === true) return { why: whyNotTwice(effect), code: "RESTART_IMPURE" };
  const mapping: Mapped = { kind: "mapped", old: at, new: 0, locals: start.locals };
  return { point: 0, ending, kept: start.kept, legs: [...before, { step, mapping }] };
}

const whyNotTwice = ({ text, at }: Effect): string =>
  `it cannot begin anew: \`${text}\` at ${showPlace(at)} may have been called already, which must not be done twice`;

/** Descriptor of the function that the frame goes on in. */
export const lastStep = (way: Way): Step | undefined => way.legs.at(-1)?.step;

/** From the values of a frame of `fn` to those at the end of its way. */
export function planCarry(fn: FunctionDescriptor, { legs }: Way): Carry {
  const [first = asSaved, ...others] = legs.map(({ step, mapping }, index) => carryBy(legs[index - 1]?.step.next ?? fn, step, mapping));
  return others.length === 0 ? first : (saved) => others.reduce((values, carry) => carry(values), first(saved));
}

/** Suspended calls come one by one, and find what was planned for the others. */
const carries = new WeakMap<Step, WeakMap<Mapped, Carry>>();

function carryBy(old: FunctionDescriptor, step: Step, mapping: Mapped): Carry {
  const known = carries.get(step) ?? new WeakMap<Mapped, Carry>();
  carries.set(step, known);
  const carry = known.get(mapping) ?? planLocals(old, step.next, mapping, step.units, step.transform);
  known.set(mapping, carry);
  return carry;
}

const asSaved: Carry = (saved) => [...saved];

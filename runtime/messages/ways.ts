// How a message gets from the version of its sender to that of its receiver: through the patches between the two, forward or back.
import { join } from "node:path";
import { types } from "node:util";
import type { MessageWay } from "../contract/patch.js";
import { type LoadedPatch, loadPatch } from "../load/load-patch.js";
import { loadTransformers, placed } from "../load/transformers.js";
import type { Step } from "./envelope.js";
import type { KnownSteps } from "./known-steps.js";

/** What one patch makes of a value; undefined (or a promise of it) where the version before has no such message. */
export interface Conversion {
  readonly key: string;
  readonly isBack: boolean;
  readonly convert: (value: unknown) => unknown;
}

/** All that is done to a message, in this order, or why it must wait. */
export type Way =
  | { readonly kind: "open"; readonly conversions: readonly Conversion[] }
  | { readonly kind: "closed"; readonly why: string };

interface Move {
  readonly step: Step;
  readonly direction: "forward" | "back";
}

/** Finds ways, each once: until another patch is known. */
export class Ways {
  readonly #steps: KnownSteps;
  readonly #patches = new Map<string, LoadedPatch>();
  readonly #found = new Map<string, Way>();
  #foundAt = 0;

  constructor(steps: KnownSteps) {
    this.#steps = steps;
  }

  find(channel: string, from: string, to: string): Way {
    if (this.#steps.size !== this.#foundAt) this.#found.clear();
    this.#foundAt = this.#steps.size;
    const question = `${from} ${to} ${channel}`;
    const way = this.#found.get(question) ?? this.#search(channel, from, to);
    this.#found.set(question, way);
    return way;
  }

  /** The shortest way; where a patch on it leads no message back, the shortest without that patch. */
  #search(channel: string, from: string, to: string): Way {
    const left = new Set(this.#steps.all());
    let why = `no patch is known here that leads from its version to ${to}, which is in force here`;
    for (;;) {
      const moves = findMoves([...left], from, to);
      if (moves === undefined) return { kind: "closed", why };
      try {
        const closed = moves.find((move) => this.#wayOf(channel, move) === "held");
        if (closed === undefined) return { kind: "open", conversions: moves.flatMap((move) => this.#conversions(channel, move)) };
        left.delete(closed.step);
        why = `${to} is in force here, for which its type does not fit, and no transformer leads back to it`;
      } catch (error) {
        return { kind: "closed", why: (error as Error).message };
      }
    }
  }

  #wayOf(channel: string, { step, direction }: Move): MessageWay {
    return this.#load(step).patch.messages?.[channel]?.[direction] ?? "as-is";
  }

  #conversions(channel: string, move: Move): Conversion[] {
    if (this.#wayOf(channel, move) !== "convert") return [];
    const { folder, patch } = this.#load(move.step);
    const file = move.direction === "forward" ? patch.transformers : patch.transformersBack;
    const key = `channel:${channel}`;
    const given = file === undefined ? undefined : loadTransformers(join(folder, file))[key];
    if (typeof given !== "function") throw new Error(`the patch ${folder} holds no function under ${key}: make it again`);
    return [{ key, isBack: move.direction === "back", convert: given as Conversion["convert"] }];
  }

  /** Throws where the patch cannot be read any more, or is another one. */
  #load(step: Step): LoadedPatch {
    const known = this.#patches.get(step.folder);
    if (known?.patch.from === step.from && known.patch.to === step.to) return known;
    const loaded = loadPatch(step.folder);
    const { from, to } = loaded.patch;
    if (from !== step.from || to !== step.to)
      throw new Error(
        `the patch ${step.folder} led from version ${step.from} to ${step.to} and leads from ${from} to ${to} now: write each patch into a folder of its own`,
      );
    this.#patches.set(step.folder, loaded);
    return loaded;
  }
}

/** The shortest way, over each version at most once. */
function findMoves(steps: readonly Step[], from: string, to: string): readonly Move[] | undefined {
  const ways = new Map<string, readonly Move[]>([[from, []]]);
  for (const [at, way] of ways) {
    if (at === to) return way;
    for (const step of steps) {
      if (step.from === at && !ways.has(step.to)) ways.set(step.to, [...way, { step, direction: "forward" }]);
      if (step.to === at && !ways.has(step.from)) ways.set(step.from, [...way, { step, direction: "back" }]);
    }
  }
  return undefined;
}

/**
 * Leads a value through conversions.
 * @returns the value, a promise of it where a conversion is asynchronous, or {@link NONE}. Throws, or rejects, with a sentence that names the conversion that fails
 */
export function convertAll(value: unknown, conversions: readonly Conversion[]): unknown {
  const [first, ...rest] = conversions;
  if (first === undefined) return value;
  const result = attempt(first, value);
  const goOn = (converted: unknown): unknown => (first.isBack && converted === undefined ? NONE : convertAll(converted, rest));
  if (!types.isPromise(result)) return goOn(result);
  return result.then(goOn, (error) => Promise.reject(failed(first, error)));
}

/** The older version has no such message. */
export const NONE: unique symbol = Symbol("no such message");

function attempt(conversion: Conversion, value: unknown): unknown {
  try {
    return conversion.convert(value);
  } catch (error) {
    throw failed(conversion, error);
  }
}

const failed = ({ key, isBack }: Conversion, error: unknown): Error =>
  new Error(`the transformer of \`${key}\`${isBack ? " for the way back" : ""} failed: ${placed(error)}`);

// Where a frame that stands at a point of the old function goes on in the new one, and with which values.
import {
  type FunctionDescriptor,
  type LocalDescriptor,
  type ModuleDescriptor,
  type PointDescriptor,
  type StatementDescriptor,
  showPlace,
} from "../../runtime/contract/build.js";
import type { CaptureSource, LocalSource, PointMapping } from "../../runtime/contract/patch.js";
import { type Answer, type Answers, localKey, type Question } from "./answers.js";
import { showDifference, type TypeComparer } from "./compare-types.js";
import type { CaptureMatcher } from "./match-captures.js";
import { textOf } from "./match-functions.js";
import { findRenamed } from "./match-renamed.js";
import { align, similarity } from "./similarity.js";

/** Two statements that correspond, with the pairs of what the compiler keeps for them and for those around them. */
interface StatementMatch {
  readonly old: StatementDescriptor;
  readonly new: StatementDescriptor;
  readonly keeps: ReadonlyMap<number, number>;
  readonly ambiguous: boolean;
}

/** New point of an old one, or why there is none. */
type Target =
  | { readonly point: number; readonly match: StatementMatch }
  | { readonly code: string; readonly why: string; readonly candidates: readonly number[] };

/** What the user can say of locals, and what there is to say. */
export interface MatchContext {
  readonly old: ModuleDescriptor;
  readonly new: ModuleDescriptor;
  readonly types: TypeComparer;
  readonly answers: Answers;
  readonly questions: Question[];
  /** Where a closure that was made before gets what the new one captures. */
  readonly captures: readonly CaptureSource[];
  readonly matcher: CaptureMatcher;
}

export function matchPoints(old: FunctionDescriptor, next: FunctionDescriptor, context: MatchContext): PointMapping[] {
  if (old.digest === next.digest && context.matcher.areSame(old, next) && keepsTypes(old, next, context.types))
    return old.points.map((p) => ({ kind: "mapped", old: p.id, new: p.id, locals: sameLocals(next) }));
  return new PointMatcher(old, next, context).run();
}

/** Whether running calls of a function with the same code hold what the new version expects: types leave no trace in the code. */
export const keepsTypes = (old: FunctionDescriptor, next: FunctionDescriptor, types: TypeComparer): boolean =>
  old.points.length === 0 || next.locals.every((local, index) => types.fits(old.locals[index]?.type, local.type));

const sameLocals = (fn: FunctionDescriptor): LocalSource[] => fn.locals.map((_, index) => ({ kind: "saved", index }));

/** Statements less alike than this are different statements. */
const ALIKE = 0.25;

class PointMatcher {
  readonly #old: FunctionDescriptor;
  readonly #new: FunctionDescriptor;
  readonly #context: MatchContext;
  readonly #targets = new Map<number, Target>();
  /** Old names of locals whose declaration the new version has under another name. */
  readonly #renamed = new Map<string, LocalDescriptor>();

  constructor(old: FunctionDescriptor, next: FunctionDescriptor, context: MatchContext) {
    this.#old = old;
    this.#new = next;
    this.#context = context;
  }

  run(): PointMapping[] {
    this.#matchLists(this.#old.tree, this.#new.tree, new Map(), false);
    return this.#old.points.map((point) => this.#mapping(point));
  }

  // --- statements

  #matchLists(
    old: readonly StatementDescriptor[],
    next: readonly StatementDescriptor[],
    keeps: ReadonlyMap<number, number>,
    ambiguous: boolean,
  ): void {
    const score = (i: number, j: number): number => statementScore(old[i] as StatementDescriptor, next[j] as StatementDescriptor);
    for (const pair of align(old.length, next.length, score)) {
      const [a, b] = [old[pair.old] as StatementDescriptor, next[pair.new] as StatementDescriptor];
      this.#matchStatements(a, b, keeps, ambiguous || pair.ambiguous);
    }
  }

  #matchStatements(old: StatementDescriptor, next: StatementDescriptor, outer: ReadonlyMap<number, number>, ambiguous: boolean): void {
    const keeps = new Map(outer);
    // A loop that yields now, and did not, keeps something else.
    if (old.keeps.length === next.keeps.length) next.keeps.forEach((target, i) => void keeps.set(target, old.keeps[i] as number));
    this.#noteRenamed(old, next);
    this.#matchOwnPoints({ old, new: next, keeps, ambiguous });
    for (const [i, block] of old.blocks.entries()) this.#matchLists(block, next.blocks[i] ?? [], keeps, ambiguous);
  }

  /** `let total = 0` that became `let sum = 0`: a running call has a value, under a name that the new code does not read. */
  #noteRenamed(old: StatementDescriptor, next: StatementDescriptor): void {
    if (old.declares.length !== next.declares.length) return;
    next.declares.forEach((name, i) => {
      const before = this.#old.locals.find((local) => local.name === old.declares[i]);
      const isGone = before !== undefined && !this.#new.locals.some((local) => local.name === before.name);
      if (isGone && !this.#old.locals.some((local) => local.name === name)) this.#renamed.set(name, before);
    });
  }

  /** Points of one statement: one to one where its text is the same, else by what is called. */
  #matchOwnPoints(match: StatementMatch): void {
    const [old, next] = [this.#points(match.old, this.#old), this.#points(match.new, this.#new)];
    for (const point of old) {
      const alike = (p: PointDescriptor): boolean => p.kind === point.kind && p.text === point.text;
      const [oldAlike, newAlike] = [old.filter(alike), next.filter(alike)];
      const target = newAlike[oldAlike.indexOf(point)];
      if (target === undefined || oldAlike.length !== newAlike.length) {
        const why = newAlike.length === 0 ? whyNone(point.kind) : "it is called another number of times there";
        this.#targets.set(point.id, { code: "POINT_LOST", why, candidates: next.map((p) => p.id) });
      } else if (match.ambiguous) {
        this.#targets.set(point.id, {
          code: "POINT_AMBIGUOUS",
          why: "more than one place of the new version could be it",
          candidates: [target.id],
        });
      } else this.#targets.set(point.id, { point: target.id, match });
    }
  }

  #points(statement: StatementDescriptor, fn: FunctionDescriptor): PointDescriptor[] {
    return statement.points.flatMap((id) => fn.points.find((p) => p.id === id) ?? []);
  }

  // --- points

  #mapping(point: PointDescriptor): PointMapping {
    const target = this.#labelled(point) ?? this.#targets.get(point.id) ?? this.#lost(point);
    if ("code" in target) return this.#refused(point, target.code, target.why, target.candidates);
    const next = this.#new.points.find((p) => p.id === target.point) as PointDescriptor;
    const locals = this.#locals(point, next, target.match);
    if ("code" in locals) return this.#refused(point, locals.code, locals.why, [next.id]);
    return { kind: "mapped", old: point.id, new: next.id, locals: locals.sources };
  }

  /** No statement corresponds; the same call or loop elsewhere is worth naming. */
  #lost(point: PointDescriptor): Target {
    const taken = new Set([...this.#targets.values()].flatMap((target) => ("point" in target ? [target.point] : [])));
    const elsewhere =
      point.text === undefined ? [] : this.#new.points.filter((p) => p.kind === point.kind && p.text === point.text && !taken.has(p.id));
    if (elsewhere.length === 0)
      return { code: "POINT_LOST", why: "the statement was removed, or changed beyond recognition", candidates: [] };
    return {
      code: "POINT_LOST",
      why: "it now stands inside another statement, such as a loop that is new",
      candidates: elsewhere.map((p) => p.id),
    };
  }

  /** The user's own label beats structure. */
  #labelled(point: PointDescriptor): Target | undefined {
    if (point.label === undefined) return undefined;
    const found = this.#new.points.filter((p) => p.label === point.label);
    const [only] = found;
    if (found.length !== 1 || only === undefined) return undefined;
    const match = this.#targets.get(point.id);
    const nothing: StatementMatch = { old: emptyStatement, new: emptyStatement, keeps: new Map(), ambiguous: false };
    return { point: only.id, match: match !== undefined && "match" in match && match.point === only.id ? match.match : nothing };
  }

  #refused(point: PointDescriptor, code: string, why: string, candidates: readonly number[]): PointMapping {
    const places = candidates.flatMap((id) => this.#new.points.find((p) => p.id === id)?.place ?? []);
    const shown = places.length === 0 ? "" : ` (new version: ${places.map(showPlace).join(", ")})`;
    const what = point.kind === "await" || point.text === undefined ? point.kind : `call of \`${point.text}\``;
    const sentence = `the ${what} of \`${this.#old.id}\` at ${showPlace(point.place)} has no counterpart: ${why}${shown}. ${hintFor(point)}`;
    return { kind: "refused", old: point.id, code, why: sentence, at: point.place, candidates: places };
  }

  // --- locals

  #locals(old: PointDescriptor, next: PointDescriptor, match: StatementMatch): { sources: LocalSource[] } | { code: string; why: string } {
    const live = new Set(next.live);
    const sources: LocalSource[] = [];
    for (const [index, local] of this.#new.locals.entries()) {
      const source: LocalSource | { code: string; why: string } = live.has(index)
        ? this.#source(index, local, old, match)
        : { kind: "unset" };
      if ("code" in source) return source;
      sources.push(source);
    }
    return { sources };
  }

  #source(index: number, local: LocalDescriptor, old: PointDescriptor, match: StatementMatch): LocalSource | { code: string; why: string } {
    if (local.role === "temporary") return this.#temporary(index, local, match);
    if (local.role === "capture" || local.role === "cells") return findCaptured(this.#old, this.#new, index, this.#context);
    const found = this.#namesake(index, local, old);
    if (found === undefined) return this.#newLocal(local, old);
    const before = this.#old.locals[found] as LocalDescriptor;
    const [difference] = this.#context.types.compare(local.name, before.type, local.type).filter((d) => d.effect === "breaks");
    if (difference !== undefined) return this.#retyped(found, before, local, showDifference(difference));
    const cells = before.storage === "value" && local.storage === "box" ? this.#ownCells(local) : undefined;
    return cells === undefined ? { kind: "saved", index: found } : { kind: "cell", cells, name: local.name, from: found };
  }

  /** Where the old frame has the cells of its own call, if closures may get the variable from there. */
  #ownCells(local: LocalDescriptor): number | undefined {
    const { matcher } = this.#context;
    if (!matcher.isShareable(this.#new, local)) return undefined;
    return matcher.cellsIn(this.#old, `$E${this.#new.index}`, [...this.#old.locals.keys()]);
  }

  /** A variable that closures share cannot be converted for one of them alone. */
  #retyped(
    index: number,
    before: LocalDescriptor,
    local: LocalDescriptor,
    difference: string,
  ): LocalSource | { code: string; why: string } {
    const why = `the value of its local \`${local.name}\` (${showPlace(local.place)}) does not fit the new type: ${difference}`;
    if (local.role === "capture" || before.storage === "box" || local.storage === "box") return { code: "LOCAL_TYPE", why };
    const answer = this.#ask(local, before, ["convert", "keep"], why);
    if (answer?.kind === "keep") return { kind: "saved", index };
    return answer?.kind === "convert" ? { kind: "transformer", key: this.#key(local), index } : { code: "LOCAL_TYPE", why };
  }

  #key(local: LocalDescriptor): string {
    return localKey(this.#context.new, this.#new.id, local.name);
  }

  #ask(local: LocalDescriptor, before: LocalDescriptor | undefined, admits: Question["admits"], why: string): Answer | undefined {
    const { old, new: next, questions, answers } = this.#context;
    const key = this.#key(local);
    if (!questions.some((q) => q.key === key)) {
      const isAlways = (index: number): boolean => this.#old.points.every((p) => p.live.includes(index));
      const locals = this.#old.locals.flatMap((l, index) =>
        l.role === "temporary" || l.role === "cells" || l.storage === "box" || l.name === "arguments"
          ? []
          : [{ name: l.name, is: isAlways(index) ? ("required" as const) : ("optional" as const), typed: { module: old, type: l.type } }],
      );
      const sides = {
        ...(before === undefined ? {} : { old: { module: old, type: before.type } }),
        new: { module: next, type: local.type },
      };
      questions.push({ key, is: "optional", admits, ...sides, locals, why });
    }
    return answers.given.get(key);
  }

  /** Kept operands belong to one expression: they only make sense where the expression is the same. */
  #temporary(index: number, local: LocalDescriptor, match: StatementMatch): LocalSource | { code: string; why: string } {
    const kept = match.keeps.get(index);
    if (kept !== undefined) return { kind: "saved", index: kept };
    const same = this.#old.locals.findIndex((l) => l.role === "temporary" && l.name === local.name);
    const isOperand = /^\$[to]\d/.test(local.name);
    if (isOperand && same >= 0 && match.old.text === match.new.text) return { kind: "saved", index: same };
    return {
      code: "EXPRESSION_CHANGED",
      why: isOperand ? "the expression around the call changed, and its first part has been computed already" : "the loop around it is new",
    };
  }

  /** The local of the same name; among several of one name, the one declared at the same depth of shadowing. */
  #namesake(index: number, local: LocalDescriptor, old: PointDescriptor): number | undefined {
    const rank = this.#new.locals.slice(0, index).filter((l) => l.name === local.name).length;
    const namesakes = old.live.filter((i) => this.#old.locals[i]?.name === local.name && this.#old.locals[i]?.role !== "temporary");
    const ranked = this.#old.locals.flatMap((l, i) => (l.name === local.name ? [i] : []))[rank];
    return ranked !== undefined && namesakes.includes(ranked) ? ranked : namesakes.length === 1 ? namesakes[0] : undefined;
  }

  #newLocal(local: LocalDescriptor, old: PointDescriptor): LocalSource | { code: string; why: string } {
    const { matcher } = this.#context;
    const renamed = matcher.isCaptured(this.#new, local) ? findRenamed(this.#old, this.#new, matcher.fits).get(local.name) : undefined;
    const same = renamed?.isCertain === true ? this.#old.locals.indexOf(renamed.local) : -1;
    if (same >= 0 && old.live.includes(same)) return { kind: "saved", index: same };
    const before = this.#renamed.get(local.name);
    if (before !== undefined) {
      const why = `its local \`${before.name}\` (${showPlace(before.place)}) seems to be \`${local.name}\` now (${showPlace(local.place)}): whether that is the same value cannot be told, so keep the name`;
      return this.#fromAnswer(local, old, why) ?? { code: "LOCAL_RENAMED", why };
    }
    const cells = this.#ownCells(local);
    if (local.role === "local" && local.pure === true) return { kind: "initial", ...(cells === undefined ? {} : { cells }) };
    if (local.role === "parameter" && (local.type === undefined || this.#context.types.admitsUndefined(local.type)))
      return { kind: "unset" };
    const what = local.role === "capture" ? "captures" : local.role === "parameter" ? "has the new parameter" : "has the new local";
    const why = `the new version ${what} \`${local.name}\` (${showPlace(local.place)}), for which a running call has no value`;
    return (local.role === "capture" ? undefined : this.#fromAnswer(local, old, why)) ?? { code: "NEW_LOCAL", why };
  }

  /** A local that the old version does not have: the value of another one, or what a transformer makes of all. */
  #fromAnswer(local: LocalDescriptor, old: PointDescriptor, why: string): LocalSource | undefined {
    const answer = this.#ask(local, undefined, ["convert", "from"], why);
    if (answer?.kind === "convert") return { kind: "transformer", key: this.#key(local) };
    const index = old.live.find((i) => answer?.kind === "from" && this.#old.locals[i]?.name === answer.name);
    return index === undefined ? undefined : { kind: "saved", index };
  }
}

/** What the user can do. Nobody waits for a suspended call: when it goes on, it does so in one version or the other. */
/** Of a point that its statement's counterpart does not have. */
function whyNone(kind: PointDescriptor["kind"]): string {
  if (kind === "await") return "it waits for something else, or was removed";
  if (kind === "loop") return "the loop was removed, or ends after so few turns now that no update meets it";
  return "the call was removed, or calls something else, or what it calls only runs its own text now";
}

function hintFor({ kind }: PointDescriptor): string {
  if (kind === "await" || kind === "yield")
    return `A call that waits there goes on in old code until it comes to a place that has one: leave the statement with the \`${kind}\` as it is, and change what is around it`;
  if (kind === "catch" || kind === "finally")
    return `A call that comes there from an \`await\` goes on in old code until it comes to a place that has one: keep the \`try\` statement recognisable`;
  return 'Label it with updatePoint("name") in both versions, or apply with --policy when-inactive';
}

/** Source of a captured variable: what a closure holds, its running call has saved. */
export function findCaptured(old: FunctionDescriptor, next: FunctionDescriptor, index: number, context: MatchContext): LocalSource {
  const { captures, matcher } = context;
  const { name, role } = next.locals[index] as LocalDescriptor;
  const local = (place: number): number => old.captures[place] as number;
  const source = captures[next.captures.indexOf(index)];
  if (source === undefined || source.kind === "none") {
    const own = role === "cells" ? matcher.cellsIn(old, name, [...old.locals.keys()]) : undefined;
    return own === undefined ? { kind: "unset" } : { kind: "saved", index: own };
  }
  if (source.kind === "held") return { kind: "saved", index: local(source.index) };
  return { ...source, cells: local(source.cells), ...("from" in source ? { from: local(source.from) } : {}) };
}

const emptyStatement: StatementDescriptor = { kind: "", text: "", points: [], keeps: [], declares: [], blocks: [] };

/** Every `try` has the head of every other: what is within tells them apart, and only where there is one alone that is enough. */
const LITTLE = 0.35;

const saysNothing = ({ kind, text }: StatementDescriptor): boolean =>
  kind === "TryStatement" || !/\b(?!(?:for|while|do|true)\b)[\w$]/.test(text);

function statementScore(old: StatementDescriptor, next: StatementDescriptor): number {
  if (old.kind !== next.kind) return 0;
  const [a, b] = [textOf(old), textOf(next)];
  if (a === b) return 1;
  const own = saysNothing(old) && saysNothing(next) ? LITTLE : similarity(old.text, next.text);
  const whole = similarity(a, b);
  const declares = old.declares.length > 0 && old.declares.join() === next.declares.join();
  const score = Math.max(own, whole) * 0.8 + Math.min(own, whole) * 0.1 + (declares ? 0.09 : 0);
  return score >= ALIKE || declares ? score : 0;
}

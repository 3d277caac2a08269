// How a call of the old function begins anew in the new one.
import { type FunctionDescriptor, type LocalDescriptor, showPlace } from "../../runtime/contract/build.js";
import type { LocalSource, StartMapping } from "../../runtime/contract/patch.js";
import { showDifference } from "./compare-types.js";
import { findCaptured, type MatchContext } from "./match-points.js";

type Refused = Extract<StartMapping, { kind: "refused" }>;

/** @param carry names of locals that keep their values */
export function matchStart(
  old: FunctionDescriptor,
  next: FunctionDescriptor,
  carry: readonly string[],
  context: MatchContext,
): StartMapping {
  const refuse = (code: string, why: string, at = next.place): Refused => ({ kind: "refused", code, why, at });
  if (next.kind === "generator" || next.kind === "async-generator")
    return refuse("RESTART_GENERATOR", "what a generator has yielded cannot be taken back: it cannot begin anew");
  if (next.form === "constructor" || next.form === "class-part")
    return refuse("RESTART_CONSTRUCTOR", "the object that it makes is there already: it cannot begin anew");
  if (next.points.length === 0)
    return refuse(
      "RESTART_SHORT",
      "its new code has no place where a frame can be entered, so that no call can begin in it but by its caller",
    );
  const locals: LocalSource[] = [];
  for (const [index, local] of next.locals.entries()) {
    const source = sourceOf(index, local);
    if ("code" in source) return source;
    locals.push(source);
  }
  return { kind: "mapped", locals, kept: carry };

  function sourceOf(index: number, local: LocalDescriptor): LocalSource | Refused {
    if (next.captures.includes(index)) return findCaptured(old, next, index, context);
    const isKept = carry.includes(local.name);
    const isArgument = local.role === "parameter";
    if (!isKept && !isArgument) return { kind: "unset" };
    const before = old.locals.findIndex((l) => l.name === local.name && (l.role === "parameter" || l.role === "local"));
    if (before >= 0) return taken(before, local, isKept);
    if (isArgument && !isKept && (local.type === undefined || context.types.admitsUndefined(local.type))) return { kind: "unset" };
    return refuse(
      "RESTART_PARAMETER",
      `a call that begins anew has no value for ${isArgument ? "the new parameter" : "the local"} \`${local.name}\` (${showPlace(local.place)}), which the old version does not have`,
      local.place,
    );
  }

  function taken(index: number, local: LocalDescriptor, isKept: boolean): LocalSource | Refused {
    const before = old.locals[index] as LocalDescriptor;
    const [difference] = context.types.compare(local.name, before.type, local.type).filter((d) => d.effect === "breaks");
    if (difference !== undefined)
      return refuse("RESTART_TYPE", `the value of \`${local.name}\` does not fit the new type: ${showDifference(difference)}`, local.place);
    if (before.assigned === true && !isKept)
      return refuse(
        "RESTART_ASSIGNED",
        `it assigns its parameter \`${local.name}\` (${showPlace(before.place)}), so that what it was called with is lost: carry \`${local.name}\` with the value that it has, or copy it into a variable`,
        before.place,
      );
    return { kind: "saved", index };
  }
}

/** Locals that a call can keep when it begins anew. */
export function carriable(old: FunctionDescriptor, next: FunctionDescriptor): string[] {
  const names = (fn: FunctionDescriptor): string[] =>
    fn.locals.flatMap(({ name, role, keepable }) => (keepable === true || (role === "parameter" && name !== "arguments") ? [name] : []));
  const known = new Set(names(old));
  return names(next).filter((name) => known.has(name));
}

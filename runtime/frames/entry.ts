// Where a frame goes on: in the unit of its function, at a point.
import type { FunctionDescriptor, FunctionForm } from "../contract/build.js";
import type { UnitFile } from "../load/code.js";
import type { Entry } from "./frames.js";

/** Throws what linking throws. */
export function entryInto(units: UnitFile, fn: number, point: number): Entry {
  const { form } = units.functions[fn] as FunctionDescriptor;
  return { resume: units.unit(fn).resume as Entry["resume"], point, construction: constructionOf(form) };
}

function constructionOf(form: FunctionForm): Entry["construction"] {
  if (form === "constructor") return "always";
  return form === "declaration" || form === "expression" ? "possible" : "never";
}

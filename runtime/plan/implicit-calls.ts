// Names what runs above a frame that stands at no point: accessors, conversions, traps, iterators and the like are called by the language itself.
import type { FunctionDescriptor } from "../contract/build.js";
import type { StackFrame } from "./stack.js";

const kinds: readonly (readonly [name: RegExp, kind: string])[] = [
  [/^(toString|valueOf|\[Symbol\.toPrimitive\])$/, "the conversion"],
  [/^(next|return|throw|\[Symbol\.(async)?iterator\])$/i, "the iterator's"],
  [/^\[Symbol\.hasInstance\]$/, "the test of `instanceof`,"],
  [/^\[Symbol\.(async)?dispose\]$/i, "what disposes of a resource,"],
  [
    /^(get|set|has|deleteProperty|ownKeys|getOwnPropertyDescriptor|defineProperty|getPrototypeOf|setPrototypeOf|isExtensible|preventExtensions|apply|construct)$/,
    "the proxy's trap",
  ],
];

/** `the getter \`Account.get amount\``. `above` is the next newer frame. */
export function describeImplicitCall(above: StackFrame | undefined): string {
  if (above?.kind === "foreign") return `\`${above.name}\``;
  if (above?.kind !== "function") return "a call of the language itself";
  const fn = above.location.code.functions[above.location.fn] as FunctionDescriptor;
  return `${kindOf(fn)} \`${fn.id}\``;
}

function kindOf(fn: FunctionDescriptor): string {
  if (fn.form === "getter" || fn.form === "setter" || fn.form === "constructor") return `the ${fn.form}`;
  const name = fn.id.slice(fn.id.lastIndexOf("/") + 1).replace(/^.*[ .](?![^[]*\])/, "");
  const known = kinds.find(([pattern]) => pattern.test(name));
  if (known !== undefined) return known[1];
  return fn.kind === "generator" || fn.kind === "async-generator" ? "the iterator" : "a call of";
}

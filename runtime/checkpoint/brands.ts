// What kind of object the language says that something is, whatever it inherits from, and what such an object has beside properties.
import { types } from "node:util";
import type { Substance, Value } from "../contract/checkpoint.js";
import { TYPED_ARRAYS } from "./typed-arrays.js";

type Give = (value: unknown, step: string) => Value;

interface Brand {
  /** What such an object may inherit from, beside classes of the program. */
  readonly prototypes: readonly unknown[];
  describe(object: object, give: Give): Substance;
}

const brand = (describe: Brand["describe"], ...prototypes: readonly unknown[]): Brand => ({
  prototypes: [Object.prototype, ...prototypes],
  describe,
});

const ERRORS = [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError].map(
  (type) => type.prototype,
);

const OBJECT = brand(() => ({ kind: "object" }));
const ARRAY = brand(describeArray, Array.prototype);
const ERROR = brand(() => ({ kind: "error" }), ...ERRORS);
const DATE = brand((object, give) => ({ kind: "date", time: give(Date.prototype.getTime.call(object), "") }), Date.prototype);
const VIEWS = Object.values(TYPED_ARRAYS).map(({ prototype }) => prototype);
const VIEW = brand(describeView, DataView.prototype, Object.getPrototypeOf(Uint8Array.prototype), Buffer.prototype, ...VIEWS);
const MAP = brand(
  (object, give) => ({
    kind: "map",
    entries: [...Map.prototype.entries.call(object)].map(([key, value]) => [give(key, " key"), give(value, `.get(${show(key)})`)] as const),
  }),
  Map.prototype,
);
const SET = brand(
  (object, give) => ({ kind: "set", values: [...Set.prototype.values.call(object)].map((value) => give(value, " member")) }),
  Set.prototype,
);
const REGEXP = brand(
  (object) => ({ kind: "regexp", source: (object as RegExp).source, flags: (object as RegExp).flags }),
  RegExp.prototype,
);
const BUFFER = brand(describeBuffer, ArrayBuffer.prototype);
const BOXED = brand(
  (object, give) => ({ kind: "boxed", value: give(unbox(object), "") }),
  ...[Number, String, Boolean, Symbol, BigInt].map((type) => type.prototype),
);

/** What only the process has that made it. */
const OWN: readonly (readonly [is: (object: unknown) => boolean, what: string])[] = [
  [types.isPromise, "a promise"],
  [types.isGeneratorObject, "a generator that is suspended"],
  [types.isWeakMap, "a WeakMap"],
  [types.isWeakSet, "a WeakSet"],
  [(object) => object instanceof WeakRef, "a WeakRef"],
  [(object) => object instanceof FinalizationRegistry, "a FinalizationRegistry"],
  [types.isSharedArrayBuffer, "a SharedArrayBuffer"],
  [types.isExternal, "a native object"],
  [types.isArgumentsObject, "an `arguments` object"],
  [types.isModuleNamespaceObject, "a module"],
];

/** Words where it cannot go on in another process. */
export function findBrand(object: object): Brand | string {
  const own = OWN.find(([is]) => is(object));
  if (own !== undefined) return own[1];
  if (Array.isArray(object)) return ARRAY;
  if (types.isMap(object)) return MAP;
  if (types.isSet(object)) return SET;
  if (types.isDate(object)) return DATE;
  if (types.isRegExp(object)) return REGEXP;
  if (types.isNativeError(object)) return ERROR;
  if (types.isBoxedPrimitive(object)) return BOXED;
  if (types.isArrayBuffer(object)) return BUFFER;
  if (ArrayBuffer.isView(object)) return types.isSharedArrayBuffer(object.buffer) ? "a view of a SharedArrayBuffer" : VIEW;
  const tag = Object.prototype.toString.call(
    Object.getOwnPropertyDescriptor(object, Symbol.toStringTag) === undefined ? withoutGetters(object) : {},
  );
  return /Iterator\]$/.test(tag) ? `an iterator (${tag.slice(8, -1)}) that has begun` : OBJECT;
}

/** The tag of what is built in is a plain value of its prototype; a getter may be the program's. */
function withoutGetters(object: object): object {
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    if (types.isProxy(at)) return {};
    const tag = Object.getOwnPropertyDescriptor(at, Symbol.toStringTag);
    if (tag !== undefined) return typeof tag.value === "string" ? { [Symbol.toStringTag]: tag.value } : {};
  }
  return {};
}

export const DEFAULT_PROTOTYPES: Readonly<Partial<Record<Substance["kind"], object>>> = {
  object: Object.prototype,
  array: Array.prototype,
  map: Map.prototype,
  set: Set.prototype,
  date: Date.prototype,
  regexp: RegExp.prototype,
  error: Error.prototype,
  buffer: ArrayBuffer.prototype,
};

function describeArray(object: object, give: Give): Substance {
  const { length } = object as readonly unknown[];
  const items: Value[] = [];
  for (let index = 0; index < length; index++) {
    const property = Object.getOwnPropertyDescriptor(object, index);
    if (property !== undefined && !(property.writable === true && property.enumerable === true && property.configurable === true)) break;
    items.push(property === undefined ? ["hole"] : give(property.value, `[${index}]`));
  }
  return { kind: "array", length, items };
}

function describeView(object: object, give: Give): Substance {
  const view = object as ArrayBufferView & { readonly length?: number };
  const type = types.isDataView(object)
    ? "DataView"
    : (Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get?.call(object) as string);
  return { kind: "view", type, buffer: give(view.buffer, ".buffer"), offset: view.byteOffset, length: view.length ?? view.byteLength };
}

function describeBuffer(object: object): Substance {
  const buffer = object as ArrayBuffer;
  return { kind: "buffer", bytes: Buffer.from(buffer).toString("base64"), ...(buffer.resizable ? { max: buffer.maxByteLength } : {}) };
}

function unbox(object: object): unknown {
  if (types.isNumberObject(object)) return Number.prototype.valueOf.call(object);
  if (types.isStringObject(object)) return String.prototype.valueOf.call(object);
  if (types.isBooleanObject(object)) return Boolean.prototype.valueOf.call(object);
  return types.isSymbolObject(object) ? Symbol.prototype.valueOf.call(object) : BigInt.prototype.valueOf.call(object);
}

const show = (key: unknown): string =>
  typeof key === "string" ? JSON.stringify(key) : typeof key === "object" || typeof key === "function" ? "…" : String(key);

// Objects of each kind as they are before they are filled.
import type { Substance, Value } from "../contract/checkpoint.js";
import { TYPED_ARRAYS } from "./typed-arrays.js";

type Data = Exclude<Substance, { kind: "function" | "class" }>;

const VIEWS: Readonly<Record<string, new (buffer: ArrayBuffer, offset: number, length?: number) => object>> = {
  ...TYPED_ARRAYS,
  DataView,
};

/** @param give makes what the object cannot be made without */
export function makeEmpty(record: Data, give: (value: Value) => unknown): object {
  switch (record.kind) {
    case "object":
      return {};
    case "array":
      return Object.assign([], { length: record.length });
    case "map":
      return new Map();
    case "set":
      return new Set();
    case "date":
      return new Date(give(record.time) as number);
    case "regexp":
      return new RegExp(record.source, record.flags);
    case "boxed":
      return Object(give(record.value)) as object;
    case "error":
      return makeError();
    case "buffer":
      return makeBuffer(record.bytes, record.max);
    case "view": {
      const View = VIEWS[record.type];
      if (View === undefined) throw new Error(`there is no ${record.type} in this process`);
      return new View(give(record.buffer) as ArrayBuffer, record.offset, record.length);
    }
  }
}

/** Its stack is one of the properties that it gets. */
function makeError(): Error {
  const error = new Error();
  Reflect.deleteProperty(error, "stack");
  return error;
}

function makeBuffer(text: string, max: number | undefined): ArrayBuffer {
  const bytes = Buffer.from(text, "base64");
  const buffer = new ArrayBuffer(bytes.length, max === undefined ? {} : { maxByteLength: max });
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

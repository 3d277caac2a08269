// The content of a checkpoint: frames, module variables, and every object that they reach.
import { type FunctionDescriptor, showPlace, type VariableDescriptor } from "../contract/build.js";
import type { CheckpointContent, FrameRecord, ModuleRecordData, Value } from "../contract/checkpoint.js";
import type { SavedFrame } from "../frames/frames.js";
import { TextCursor } from "../language/cursor.js";
import { placeOfPoint } from "../plan/places.js";
import type { FrameMove } from "../plan/plan.js";
import { Refusal } from "../refusal.js";
import { findSource } from "./imports.js";
import { KnownObjects } from "./known.js";
import type { Program, ProgramModule } from "./program.js";
import { Writer } from "./writer.js";

export function recordContent(
  program: Program,
  moves: readonly FrameMove[],
  saved: readonly SavedFrame[],
): Omit<CheckpointContent, "asked"> {
  const writer = new Writer(program, findKnown(program));
  try {
    const frames = moves.map((move, index) => recordFrame(program, writer, move, saved[index] as SavedFrame));
    const modules = program.modules.map((module) => recordModule(program, writer, module));
    return { frames, modules, objects: writer.finish() };
  } finally {
    writer.close();
  }
}

function findKnown({ modules }: Program): KnownObjects {
  const known = new KnownObjects();
  const files = new Set(modules.map(({ record }) => record.module.file));
  for (const { js, record, descriptor } of modules) {
    for (const { from, name } of descriptor.variables) {
      if (from === undefined || findSource(record.module, from[0], files) !== undefined) continue;
      known.addImport(js, from[0], load(record.module, from[0]));
      if (from[1] === "*") known.addNamespace(js, from[0], record.module.read(name));
    }
  }
  return known;
}

/** What cannot be loaded again is no known thing. */
function load({ require }: ProgramModule["record"]["module"], specifier: string): unknown {
  try {
    return require(specifier);
  } catch {
    return undefined;
  }
}

function recordFrame(
  program: Program,
  writer: Writer,
  { location: { code, fn, point } }: FrameMove,
  { self, values }: SavedFrame,
): FrameRecord {
  const old = code.functions[fn] as FunctionDescriptor;
  const found = program.findFunction(code, fn);
  const at = showPlace(placeOfPoint(old, point));
  if (found === undefined || !isSame(old, found.fn))
    throw new Refusal("OLD_CODE", `a call of \`${old.id}\` still runs code of an older version: take the checkpoint when it is over.`, at);
  old.locals.forEach(({ role }, index) => {
    // Only the loop has it: it goes on with what is written.
    if (role === "temporary" && isTextIterator(values[index])) values[index] = TextCursor.after(values[index]);
  });
  // A loop that is over has left its iterator.
  const live = new Set(old.points[point - 1]?.live);
  const way = (name: string): { step: string; at: string } => ({ step: `\`${name}\` of a running call of \`${old.id}\``, at });
  return {
    js: found.js,
    id: found.fn.id,
    point,
    self: writer.value(self, way("this")),
    values: values.map((value, index) =>
      live.has(index) ? writer.stored(value, old.locals[index]?.storage, way(old.locals[index]?.name ?? "?")) : ["undefined"],
    ),
  };
}

const TEXT_ITERATOR = Object.getPrototypeOf(""[Symbol.iterator]()) as object;

const isTextIterator = (value: unknown): value is Iterator<string> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === TEXT_ITERATOR;

const isSame = (old: FunctionDescriptor, now: FunctionDescriptor): boolean =>
  old.digest === now.digest &&
  old.points.length === now.points.length &&
  old.locals.map(({ name }) => name).join() === now.locals.map(({ name }) => name).join();

function recordModule(program: Program, writer: Writer, { js, record, descriptor }: ProgramModule): ModuleRecordData {
  const files = new Set(program.modules.map((module) => module.record.module.file));
  const variables: Record<string, Value> = {};
  for (const variable of descriptor.variables) {
    const { from, name } = variable;
    if (from !== undefined && findSource(record.module, from[0], files) !== undefined && from[1] !== "default") continue;
    variables[name] = readVariable(record.module, variable, (value) =>
      writer.value(value, { step: `\`${name}\` of ${descriptor.source}`, at: showPlace(variable.place) }),
    );
  }
  return { js, variables };
}

function readVariable(module: ProgramModule["record"]["module"], { name }: VariableDescriptor, give: (value: unknown) => Value): Value {
  let value: unknown;
  try {
    value = module.read(name);
  } catch {
    return ["uninitialised"];
  }
  return give(value);
}

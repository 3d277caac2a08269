// Reads the stack once, and tells for each frame what it is.
import { fileURLToPath } from "node:url";
import { type FunctionDescriptor, SHELL_POINT, STUB_POINT } from "../contract/build.js";
import { KnownMap, KnownSet } from "../known-collections.js";
import type { Location } from "../load/code.js";

export type StackFrame =
  /** a function of the program, at a point or elsewhere */
  | {
      readonly kind: "function";
      readonly location: Location;
      readonly line: number;
      readonly column: number;
      /** It can be what gives the frame below its callee. */
      readonly accessor?: "getter" | "get-trap" | undefined;
    }
  /** old code that only waits for the result of the frames that replaced it */
  | { readonly kind: "shell" }
  /** the runtime's own loop that runs rebuilt frames */
  | { readonly kind: "trampoline" }
  /** builtins, uninstrumented code, module bodies */
  | { readonly kind: "foreign"; readonly name: string; readonly file: string; readonly line: number; readonly column: number };

export type FunctionFrame = Extract<StackFrame, { kind: "function" }>;

const ANONYMOUS = "(anonymous)";

const arrayIterator = Array.prototype[Symbol.iterator];

/**
 * False while the program has a function of its own in the place of the iterator of arrays: the runtime's loops would run it, and take
 * what it gives for frames. (sample `replaced-array-iterator`)
 */
export const isStackReadable = (): boolean => Array.prototype[Symbol.iterator] === arrayIterator;

/** Names by which the stack shows the loops in rebuild.ts that can take over from the frames above them. */
const TRAMPOLINES: ReadonlySet<string | null> = new Set(["runRebuiltFrames", "runRebuiltCall"]);

/** Name of the constructor there that starts a generator, by the builtin `next`. */
const STARTER = "StartedGenerator";

/** The folder of the runtime. */
const here = fileURLToPath(new URL("..", import.meta.url));

interface Site {
  getFileName(): string | null | undefined;
  getFunctionName(): string | null;
  getPosition(): number;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
  isAsync(): boolean;
}

type Locate = (file: string, line: number, column: number) => Location | undefined;

/**
 * Newest frame first; frames of the runtime above the program's are left out. Frames of the program at one place are one object.
 *
 * A frame that was interrupted between two calls shows any position near by, also one that marks a stub or a shell: those have called
 * something, so what stands directly above them cannot be the interrupt.
 */
export function readStack(locate: Locate): StackFrame[] {
  const frames: StackFrame[] = [];
  const places = new Places(locate);
  let above: "interrupt" | "other" = "interrupt";
  let isNewest = true;
  const sites = captureSites();
  const running = countRunning(sites);
  // Not for-of: at the first update V8 compiles this loop while it runs, which takes longer than it runs.
  for (let index = 0; index < running; index++) {
    const frame = places.find(sites[index] as Site);
    if (frame.kind === "runtime") {
      if (frame.name === STARTER && isBuiltin(frames.at(-1))) frames.pop();
      if (TRAMPOLINES.has(frame.name)) {
        frames.push(TRAMPOLINE);
        isNewest = false;
      }
      above = "other";
      continue;
    }
    // A microtask that runs on top of an interrupted frame shows no interrupt: but the newest frame of the program has called nothing.
    if (isNewest) above = "interrupt";
    if (frame.kind === "function") isNewest = false;
    const mark = frame.kind === "function" ? frame.location.point : 0;
    if (mark === SHELL_POINT) frames.push(above === "interrupt" ? between(frame) : SHELL);
    // A stub hands on what it is given: a rebuilt frame goes on without it.
    else if (mark !== STUB_POINT) frames.push(isInAccessor(frames.at(-1), frame) ? between(frame) : frame);
    else if (above === "interrupt") frames.push(between(frame));
    above = isInterrupt(frame) ? "interrupt" : "other";
  }
  return frames;
}

/**
 * Paths of the files that have frames on the stack; none where no function of the program is among them. For this V8 need not look for the position of
 * each frame, which takes longer than all else that {@link readStack} does.
 */
export function readFiles(locate: Locate): ReadonlySet<string> {
  const sites = captureSites();
  const running = countRunning(sites);
  const places = new Places(locate);
  const names = new KnownSet<string | null | undefined>();
  let isOfProgram = false;
  for (let index = 0; index < running; index++) {
    const site = sites[index] as Site;
    isOfProgram ||= places.find(site).kind === "function";
    names.add(site.getFileName());
  }
  return new KnownSet(isOfProgram ? [...names].map(pathOf) : []);
}

/** Below all others V8 adds the calls that await the ones above: they are suspended, on no stack, and move by themselves. */
function countRunning(sites: readonly Site[]): number {
  let running = sites.length;
  while (sites[running - 1]?.isAsync() === true) running--;
  return running;
}

const SHELL: StackFrame = { kind: "shell" };
const TRAMPOLINE: StackFrame = { kind: "trampoline" };

type Found = FunctionFrame | Extract<StackFrame, { kind: "foreign" }> | { readonly kind: "runtime"; readonly name: string | null };

/** What stands at each place of the code, looked up once: a recursion stands there a thousand times. */
class Places {
  readonly #locate: Locate;
  readonly #known = new KnownMap<unknown, Map<number, Found>>();
  /** The file that was looked for last: most frames stand in the file of the frame above. */
  #file: unknown;
  #inFile: Map<number, Found> = new KnownMap();

  constructor(locate: Locate) {
    this.#locate = locate;
  }

  find(site: Site): Found {
    const file = site.getFileName();
    if (file !== this.#file) this.#openFile(file);
    const position = site.getPosition();
    return this.#inFile.get(position) ?? this.#look(site, position);
  }

  #openFile(file: unknown): void {
    this.#inFile = this.#known.get(file) ?? new KnownMap();
    this.#known.set(file, this.#inFile);
    this.#file = file;
  }

  #look(site: Site, position: number): Found {
    const found = this.#describe(site, pathOf(site.getFileName()));
    // Code of others may have no name, or one that it shares.
    if (found.kind !== "foreign") this.#inFile.set(position, found);
    return found;
  }

  #describe(site: Site, file: string): Found {
    if (file.startsWith(here)) return { kind: "runtime", name: site.getFunctionName() };
    const [line, column] = [site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0];
    const location = this.#locate(file, line, column);
    if (location !== undefined) return { kind: "function", location, line, column, accessor: accessorOf(location) };
    return { kind: "foreign", name: site.getFunctionName() ?? ANONYMOUS, file, line, column };
  }
}

/** The script that the helper thread's inspector session evaluates: it has neither a file nor a name, as every builtin has. */
const isInterrupt = (frame: StackFrame): boolean => frame.kind === "foreign" && isBuiltin(frame) && frame.name === ANONYMOUS;

const isBuiltin = (frame: StackFrame | undefined): boolean => frame?.kind === "foreign" && frame.file === "";

/** The same frame, at no point. */
const between = (frame: StackFrame): StackFrame =>
  frame.kind === "function" ? { ...frame, location: { ...frame.location, point: 0 } } : frame;

/**
 * Whether a frame waits for an accessor that gives the callee, not for the call: `o.f()` where `f` is a getter, or `o` a proxy with a
 * `get` trap. V8 shows both at the same position.
 */
function isInAccessor(newer: StackFrame | undefined, frame: StackFrame): frame is FunctionFrame {
  if (newer?.kind !== "function" || newer.accessor === undefined || frame.kind !== "function" || frame.location.point <= 0) return false;
  const callee = frame.location.code.functions[frame.location.fn]?.points[frame.location.point - 1]?.text;
  return newer.accessor === "getter" || (callee !== undefined && /[.\])]/.test(callee) && !/\bget$/.test(callee));
}

function accessorOf({ code, fn }: Location): FunctionFrame["accessor"] {
  const { form, id } = code.functions[fn] as FunctionDescriptor;
  if (form === "getter") return "getter";
  return /(^|[ ./])get$/.test(id) ? "get-trap" : undefined;
}

/**
 * The stack cannot be read now: V8 gives the structured stack to one reader at a time, so an interrupt may fall into the program's own `error.stack`; or the
 * program has made the settings of `Error` read-only. (pair `hardened-error`)
 */
export class UnreadableStack extends Error {}

/** A position in emitted code. Line and column are 1-based. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where a function of ours was called by the program; nowhere if the stack cannot be read. */
export function captureCaller(callee: (...args: never) => unknown): Position {
  const [site] = captureIfReadable(callee);
  return { file: pathOf(site?.getFileName()), line: site?.getLineNumber() ?? 0, column: site?.getColumnNumber() ?? 0 };
}

function captureIfReadable(callee: (...args: never) => unknown): readonly Site[] {
  try {
    return captureSites(callee, 1);
  } catch (error) {
    if (error instanceof UnreadableStack) return [];
    throw error;
  }
}

/** The structured stack below `top`. The program's own settings for stack traces are put back whatever happens. */
function captureSites(top: (...args: never) => unknown = captureSites, limit: number = Number.POSITIVE_INFINITY): readonly Site[] {
  const before = SETTINGS.map((name) => Object.getOwnPropertyDescriptor(Error, name));
  const isSet = SETTINGS.every((name, index) => setFor(name, name === "stackTraceLimit" ? limit : giveSites, before[index]));
  try {
    if (!isSet) throw new UnreadableStack("the program has made `Error` read-only, so that its stack cannot be read");
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, top);
    if (!Array.isArray(holder.stack)) throw new UnreadableStack("the program is in the middle of reading its own stack");
    return holder.stack as readonly Site[];
  } finally {
    for (const [index, name] of SETTINGS.entries()) putBack(name, before[index]);
  }
}

const SETTINGS = ["prepareStackTrace", "stackTraceLimit"] as const;

const giveSites = (_error: unknown, sites: unknown): unknown => sites;

/** No accessor of the program's own is called. False where it is read-only. */
const setFor = (name: string, value: unknown, before: PropertyDescriptor | undefined): boolean =>
  Reflect.defineProperty(
    Error,
    name,
    before?.writable === undefined ? { value, writable: true, configurable: true } : { ...before, value },
  );

/** Does nothing to what is read-only. */
function putBack(name: string, before: PropertyDescriptor | undefined): void {
  if (before === undefined) Reflect.deleteProperty(Error, name);
  else Reflect.defineProperty(Error, name, before);
}

const paths = new Map<string, string>();

function pathOf(name: string | null | undefined): string {
  if (name === null || name === undefined) return "";
  if (!name.startsWith("file:")) return name;
  let path = paths.get(name);
  if (path === undefined) {
    path = fileURLToPath(name);
    paths.set(name, path);
  }
  return path;
}

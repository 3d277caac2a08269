// Iterators of maps and sets that loops hold: which map, and how much of it is left. Only V8's inspector can tell that without asking them.
import { Session } from "node:inspector";
import { types } from "node:util";
import { Refusal } from "../refusal.js";
import { notPortable, type Way } from "./refused.js";

type Gives = "keys" | "values" | "entries";

export interface IteratorState {
  readonly of: object;
  readonly gives: Gives;
  readonly left: number;
}

interface Open {
  readonly id: number;
  readonly iterator: object;
  readonly way: Way;
  readonly gives: Gives;
  readonly rest: readonly unknown[];
}

export const isIterator = (object: unknown): object is object => types.isMapIterator(object) || types.isSetIterator(object);

export class OpenIterators {
  readonly #all: Open[] = [];

  add(id: number, iterator: object, way: Way): void {
    this.#all.push({ id, iterator, way, ...peek(iterator, way) });
  }

  list(): readonly Open[] {
    return this.#all;
  }

  /** Each map gets an entry of its own for a moment, which its iterators have still to give. */
  *match(objects: Iterable<object>): Iterable<{ readonly id: number; readonly state: IteratorState; readonly way: Way }> {
    if (this.#all.length === 0) return;
    const maps = new Map([...objects].filter((object) => types.isMap(object) || types.isSet(object)).map((object) => [{}, object]));
    for (const [mark, object] of maps) add(object, mark);
    let found: readonly { readonly open: Open; readonly of: object | undefined }[];
    try {
      found = this.#all.map((open) => ({ open, of: maps.get(lastOf(peek(open.iterator, open.way)) as object) }));
    } finally {
      for (const [mark, object] of maps) remove(object, mark);
    }
    for (const { open, of } of found) {
      const { id, way, gives, rest } = open;
      yield { id, way, state: of === undefined ? standIn(gives, rest) : { of, gives, left: lengthOf(gives, rest, of) } };
    }
  }
}

const add = (object: object, mark: object): void =>
  void (types.isMap(object) ? Map.prototype.set.call(object, mark, mark) : Set.prototype.add.call(object as Set<unknown>, mark));
const remove = (object: object, mark: object): void =>
  void (types.isMap(object) ? Map.prototype.delete.call(object, mark) : Set.prototype.delete.call(object as Set<unknown>, mark));

const lastOf = ({ rest }: { readonly rest: readonly unknown[] }): unknown => rest.at(-1);

/** Entries are told as keys and values in turn. */
const lengthOf = (gives: Gives, rest: readonly unknown[], of: object): number =>
  gives === "entries" && types.isMap(of) ? rest.length / 2 : rest.length;

/** Nothing else leads to the map: it is as good as one that holds what is left. */
function standIn(gives: Gives, rest: readonly unknown[]): IteratorState {
  if (gives !== "entries") return { of: new Map(rest.map((value, index) => [index, value])), gives: "values", left: rest.length };
  const pairs = Array.from({ length: rest.length / 2 }, (_, index) => [rest[2 * index], rest[2 * index + 1]] as const);
  return { of: new Map(pairs), gives, left: pairs.length };
}

const HANDLE = Symbol.for("ts-updatable.iterator");

function peek(iterator: object, way: Way): { readonly gives: Gives; readonly rest: readonly unknown[] } {
  let rest: readonly unknown[] = [];
  const exchange = {
    iterator,
    take: (entries: ArrayLike<{ readonly key?: unknown; readonly value: unknown }>) => {
      rest = Array.from(entries).flatMap((entry) => ("key" in entry ? [entry.key, entry.value] : [entry.value]));
    },
  };
  const session = new Session();
  session.connect();
  Object.defineProperty(globalThis, HANDLE, { value: exchange, configurable: true });
  try {
    const handle = `globalThis[Symbol.for(${JSON.stringify(HANDLE.description)})]`;
    const { result } = post(session, "Runtime.evaluate", { expression: `${handle}.iterator` }) as { result: { objectId: string } };
    const { internalProperties = [] } = post(session, "Runtime.getProperties", { objectId: result.objectId, ownProperties: true }) as {
      internalProperties?: readonly { name: string; value: { objectId?: string; value?: unknown } }[];
    };
    const find = (name: string): { objectId?: string; value?: unknown } | undefined =>
      internalProperties.find((p) => p.name === name)?.value;
    const entries = find("[[Entries]]")?.objectId;
    const gives = find("[[IteratorKind]]")?.value;
    if (gives !== "keys" && gives !== "values" && gives !== "entries") throw new Error("V8 does not tell what it gives");
    if (entries !== undefined)
      post(session, "Runtime.callFunctionOn", { objectId: entries, functionDeclaration: `function () { ${handle}.take(this); }` });
    return { gives, rest };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw notPortable(way, `an iterator whose place cannot be read (${(error as Error).message})`);
  } finally {
    Reflect.deleteProperty(globalThis, HANDLE);
    session.disconnect();
  }
}

/** Sessions of the own process answer at once. */
function post(session: Session, method: string, parameters: object): unknown {
  let [error, answer]: [Error | null, unknown] = [new Error(`${method} gave no answer`), undefined];
  session.post(method, parameters, (problem, result) => {
    [error, answer] = [problem, result];
  });
  if (error !== null) throw error;
  const { exceptionDetails: thrown } = answer as { exceptionDetails?: { text: string; exception?: { description?: string } } };
  if (thrown !== undefined) throw new Error(thrown.exception?.description ?? thrown.text);
  return answer;
}

// One request to several members: what is asked of whom, and what is made of their answers.
import { describe, expect, test } from "vitest";
import type { ApplyAnswer, ErrorAnswer, StatusAnswer } from "../../dist/runtime/contract/protocol.js";
import { refusedAnswer, unknownStatus } from "../../dist/runtime/control/answers.js";
import { Barrier } from "../../dist/runtime/control/barrier.js";
import { makeChain, readChain, writeChain } from "../../dist/runtime/control/chain.js";
import { Gathering } from "../../dist/runtime/control/gathering.js";
import { Group } from "../../dist/runtime/control/group.js";
import { type Caller, type Member, NOBODY, type Roster } from "../../dist/runtime/control/member.js";
import { BARRIER_ABORT, BARRIER_GO, BARRIER_READY, CELL_COUNT, MAIN_GATE } from "../../dist/runtime/control/thread-data.js";

type Reaction = "lands" | "has it" | "fails" | "waits" | "has ended" | "cannot go back" | "is empty at first";

const ok = (version: string): ApplyAnswer => ({ ok: true, version, pending: null, stale: [] });
const no = (version: string, code: string): ApplyAnswer =>
  refusedAnswer({ code, message: `made to say ${code}` } as ErrorAnswer & { code: "INTERNAL" }, { version, pending: null, stale: [] });

/** A member that reacts as it is told, and writes down what it was asked. */
class Actor implements Member {
  readonly name: string;
  readonly who: { readonly thread: number; readonly name: string };
  readonly asked: string[] = [];
  version = "v1";
  readonly #reaction: Reaction;

  constructor(thread: number, reaction: Reaction) {
    this.name = thread === 0 ? "main thread" : `worker ${thread}`;
    this.who = { thread, name: "" };
    this.#reaction = reaction;
    if (reaction === "has it") this.version = "v2";
  }

  async apply(_params: unknown, { signal }: Caller): Promise<ApplyAnswer> {
    this.asked.push("apply");
    if (this.version === "v2") return no("v2", "ALREADY_IN_FORCE");
    if (this.#reaction === "fails") return no("v1", "TRANSFORMER");
    if (this.#reaction === "has ended") return no("", "ENDED");
    if (this.#reaction === "is empty at first" && this.asked.length === 1) return no("", "NOT_UPDATABLE");
    if (this.#reaction !== "waits") return this.#come("v2");
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return no("v1", "NOT_REACHED");
  }

  async rollback({ from }: { readonly from?: string }): Promise<ApplyAnswer> {
    this.asked.push(`rollback from ${from}`);
    return this.#reaction === "cannot go back" ? no(this.version, "NOT_REACHED") : this.#come("v1");
  }

  async status(): Promise<StatusAnswer> {
    return { ...unknownStatus({ code: "", message: "" }), version: this.version };
  }

  confirm(): Promise<ApplyAnswer> {
    return Promise.resolve(ok(this.version));
  }

  #come(version: string): ApplyAnswer {
    this.version = version;
    return ok(version);
  }
}

/** The first one leads. */
function groupOf(...reactions: readonly Reaction[]): { readonly group: Group; readonly actors: readonly Actor[] } {
  const actors = reactions.map((reaction, thread) => new Actor(thread, reaction));
  const [leader, ...others] = actors as [Actor, ...Actor[]];
  const roster: Roster = {
    leader,
    watch: (add) => {
      for (const other of others) add(other);
      return () => undefined;
    },
    look: () => Promise.resolve(undefined),
  };
  return { group: new Group(roster), actors };
}

const params = { path: "/patch" };
const statesOf = ({ threads = [] }: ApplyAnswer): readonly (string | undefined)[] =>
  [...threads].sort((a, b) => a.thread - b.thread).map(({ state }) => state);

describe("a group", () => {
  test("is in the new version when all are", async () => {
    const answer = await groupOf("lands", "lands", "has ended", "lands").group.apply(params, NOBODY);
    expect(answer).toMatchObject({ ok: true, version: "v2" });
    expect(answer.error).toBeUndefined();
    expect(statesOf(answer)).toEqual(["in-force", "in-force", "ended", "in-force"]);
  });

  test("of one member answers as that member", async () => {
    const answer = await groupOf("lands").group.apply(params, NOBODY);
    expect(answer).toEqual(ok("v2"));
  });

  test("goes back where one fails, and calls off those that wait", async () => {
    const { group, actors } = groupOf("lands", "fails", "waits", "lands");
    const answer = await group.apply(params, NOBODY);
    expect(answer).toMatchObject({ ok: false, version: "v1", stale: [], error: { code: "TRANSFORMER" } });
    expect(statesOf(answer)).toEqual(["undone", "unchanged", "unchanged", "undone"]);
    expect(answer.threads?.find(({ thread }) => thread === 2)?.error?.code).toBe("CALLED_OFF");
    expect(actors.map(({ asked }) => asked.at(-1))).toEqual(["rollback from v2", "apply", "apply", "rollback from v2"]);
  });

  test("tells the truth where one cannot go back", async () => {
    const answer = await groupOf("lands", "fails", "cannot go back").group.apply(params, NOBODY);
    expect(statesOf(answer)).toEqual(["undone", "unchanged", "not-undone"]);
    expect(answer.stale).toMatchObject([{ thread: "worker 2", why: expect.stringContaining("version v2") }]);
    expect(answer.error?.message).toMatch(/Could not go back, and stay in the new version: worker 2/);
  });

  test("leaves one behind where that is wanted, and brings it up later", async () => {
    const { group } = groupOf("lands", "fails", "lands");
    const answer = await group.apply({ ...params, onFailure: "leave" }, NOBODY);
    expect(answer).toMatchObject({ ok: true, version: "v2", stale: [{ thread: "worker 1" }] });
    expect(statesOf(answer)).toEqual(["in-force", "unchanged", "in-force"]);
    const later = await groupOf("has it", "lands", "has it").group.apply(params, NOBODY);
    expect(later).toMatchObject({ ok: true, version: "v2" });
    expect(later.error).toBeUndefined();
  });

  test("says so where all have the version already", async () => {
    const answer = await groupOf("has it", "has it").group.apply(params, NOBODY);
    expect(answer).toMatchObject({ ok: false, version: "v2", error: { code: "ALREADY_IN_FORCE" } });
  });

  test("asks once more who had nothing to update", async () => {
    const { group, actors } = groupOf("lands", "is empty at first");
    expect(statesOf(await group.apply(params, NOBODY))).toEqual(["in-force", "in-force"]);
    expect(actors[1]?.asked).toEqual(["apply", "apply"]);
  });

  test("goes back with the client", async () => {
    const { group, actors } = groupOf("lands", "waits");
    const gone = new AbortController();
    const asked = group.apply(params, { ...NOBODY, signal: gone.signal });
    setImmediate(() => gone.abort());
    expect(await asked).toMatchObject({ ok: false, version: "v1", error: { code: "NOT_REACHED" } });
    expect(actors.map(({ version }) => version)).toEqual(["v1", "v1"]);
  });
});

describe("a barrier", () => {
  const [one, two] = [MAIN_GATE + 1, MAIN_GATE + 3] as const;
  const makeCells = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(CELL_COUNT * Int32Array.BYTES_PER_ELEMENT));
  const settled = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 120));

  function gather(): { readonly cells: Int32Array; readonly gathering: Gathering } {
    const cells = makeCells();
    const gathering = new Gathering(cells);
    for (const cell of [one, two]) gathering.expect(cell);
    return { cells, gathering };
  }

  test("opens when all have come, and not before all were asked", async () => {
    const { cells, gathering } = gather();
    cells[one] = BARRIER_READY;
    cells[two] = BARRIER_READY;
    await settled();
    expect(cells[one]).toBe(BARRIER_READY);
    gathering.complete();
    await settled();
    expect([cells[one], cells[two]]).toEqual([BARRIER_GO, BARRIER_GO]);
    gathering.abort();
    expect(cells[one]).toBe(BARRIER_GO);
    expect(new Barrier(cells, two, 0).pass()).toBe(true);
  });

  test("does not wait for one that has answered", async () => {
    const { cells, gathering } = gather();
    gathering.complete();
    cells[one] = BARRIER_READY;
    gathering.forget(two);
    await settled();
    expect(cells[one]).toBe(BARRIER_GO);
  });

  test("lets nobody through when it was given up, nor who comes later", () => {
    const { cells, gathering } = gather();
    cells[one] = BARRIER_READY;
    gathering.abort();
    expect([cells[one], cells[two]]).toEqual([BARRIER_ABORT, BARRIER_ABORT]);
    expect(new Barrier(cells, two, 0).pass()).toBe(false);
  });

  test("is left by a thread for which nobody decides", () => {
    const { cells, gathering } = gather();
    expect(new Barrier(cells, one, 0).pass()).toBe(false);
    gathering.complete();
    gathering.abort();
  });
});

test("the chain of patches can be read while it is written, and grows", () => {
  const chain = makeChain();
  expect(readChain(chain)).toEqual([]);
  const folders = Array.from({ length: 2_000 }, (_, index) => `/patches/${index}/é`);
  for (const count of [1, 2_000, 3]) {
    writeChain(chain, folders.slice(0, count));
    expect(readChain(chain)).toEqual(folders.slice(0, count));
  }
});

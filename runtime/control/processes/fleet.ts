// All processes that share a control socket, in the one that listens: whoever asks it asks them all.
import type { ApplyAnswer, ProcessAnswer, Requests, StatusAnswer } from "../../contract/protocol.js";
import { controlError, refusedAnswer } from "../answers.js";
import type { Door } from "../connection.js";
import { Group } from "../group.js";
import type { Caller, Member, Roster, Service } from "../member.js";
import { otherListens } from "../socket-file.js";
import { Follower, type Leader } from "./follower.js";
import { JoinedProcess } from "./joined-process.js";
import type { Introduction } from "./membership.js";

const NO_BARRIER =
  "several processes share this control socket, and a barrier is for the threads of one: each process would come into the new version at a moment of its own. Apply without it, or give each process a socket path of its own.";

export class Fleet implements Member, Roster, Leader {
  readonly name: string;
  readonly who: Member["who"];
  /** This process alone. */
  readonly leader: Member;
  readonly #group = new Group(this);
  readonly #followers = new Map<JoinedProcess, Follower>();
  readonly #socket: string;
  readonly #token: string | undefined;
  #update: Promise<unknown> | undefined;
  /** Version to which this process came last; undefined while it runs the one that it was started in. */
  #version: string | undefined;

  /** @param token what children of this process show */
  constructor(own: Service, { pid, name }: Introduction, socket: string, token: string | undefined) {
    this.name = `${name} (process ${pid})`;
    this.who = { pid, name };
    this.leader = {
      name: this.name,
      who: this.who,
      status: () => own.status(),
      apply: (params, caller) => own.apply(params, caller),
      rollback: (params, caller) => own.rollback(params, caller),
      confirm: (params) => own.confirm(params),
    };
    this.#socket = socket;
    this.#token = token;
  }

  // --- who is there

  readonly door: Door = ({ token, ...who }) => {
    if (token !== undefined && token !== this.#token) return { error: { code: "SOCKET_REFUSED", message: otherListens(this.#socket) } };
    return { enter: (socket) => void this.#follow(new JoinedProcess(socket, who)) };
  };

  /** Who joins during an update is led to its end when it is over. */
  watch(add: (member: Member) => void): () => void {
    for (const joined of this.#followers.keys()) add(joined);
    return () => undefined;
  }

  /** Each tells of itself when it comes. */
  look(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  readonly isOfOneVersion = true;

  async #follow(joined: JoinedProcess): Promise<void> {
    const follower = new Follower(joined, this);
    this.#followers.set(joined, follower);
    joined.onLate = () => follower.lead();
    follower.lead();
    await joined.gone;
    this.#followers.delete(joined);
  }

  // --- what it is asked

  async status(): Promise<StatusAnswer> {
    const status = await this.#group.status();
    if (status.processes === undefined) return status;
    return { ...status, processes: this.#inOrder(status.processes.map((entry) => this.#withProblem(entry, status.version))) };
  }

  apply(params: Requests["apply"], caller: Caller): Promise<ApplyAnswer> {
    return this.#updateAll(params, () => this.#group.apply(params, caller));
  }

  rollback(params: Requests["rollback"], caller: Caller): Promise<ApplyAnswer> {
    return this.#updateAll(params, () => this.#group.rollback(params, caller));
  }

  /** Each process keeps its own probation; who joined meanwhile may have none. */
  async confirm(params: Requests["confirm"]): Promise<ApplyAnswer> {
    const answer = await this.leader.confirm(params);
    if (!answer.ok) return answer;
    const others = [...this.#followers.keys()].map(async (member) => ({ member, said: await member.confirm(params) }));
    const warnings = (await Promise.all(others)).flatMap(({ member, said: { ok, error } }) =>
      ok || error?.code === "NOT_ON_PROBATION" ? [] : [`${member.name}: ${error?.message}`],
    );
    return warnings.length === 0 ? answer : { ...answer, warnings: [...(answer.warnings ?? []), ...warnings] };
  }

  // --- one version for all

  /** This process has come to a version, in an update of all or by itself: the others follow. */
  changed(version: string): void {
    if (version === this.#version) return;
    this.#version = version;
    if (this.#update !== undefined) return;
    for (const follower of this.#followers.values()) follower.lead();
  }

  get isFresh(): boolean {
    return this.#version === undefined;
  }

  async whenFree(): Promise<void> {
    while (this.#update !== undefined) await this.#update.catch(() => undefined);
  }

  async #updateAll(params: Requests["rollback"], update: () => Promise<ApplyAnswer>): Promise<ApplyAnswer> {
    const work = this.#prepare(params).then((refused) => refused ?? update());
    this.#update = work;
    try {
      const answer = await work;
      this.#settle(answer);
      return answer.processes === undefined ? answer : { ...answer, processes: this.#inOrder(answer.processes) };
    } finally {
      this.#update = undefined;
    }
  }

  /** Some cannot follow, which is known before anything is done; undefined where nothing stands in the way. */
  async #prepare({ onFailure = "undo", dryRun, barrier }: Requests["rollback"]): Promise<ApplyAnswer | undefined> {
    const followers = [...this.#followers.values()];
    if (barrier === true && followers.length > 0) return refusedAnswer(controlError("BARRIER", NO_BARRIER), await this.status());
    await Promise.all(followers.map((follower) => follower.rest()));
    if (onFailure !== "undo" || dryRun === true) return undefined;
    const behind = followers.filter((follower) => follower.isBehind);
    await Promise.all(behind.map((follower) => follower.bringUp()));
    const left = behind.find((follower) => follower.isBehind);
    if (left?.problem === undefined) return undefined;
    const { version, pending, stale, processes = [] } = await this.status();
    const error = { ...left.problem, message: `${left.member.name}: ${left.problem.message} Nothing was done.` };
    return { ok: false, version, pending, stale, error, processes };
  }

  /** Who was left behind, or could not go back, is led to where this process is. */
  #settle({ version, ok, dryRun, processes = [] }: ApplyAnswer): void {
    if (dryRun === true || version === "") return;
    if (ok) this.#version = version;
    const behind = new Set(processes.filter((process) => process.version !== version).map(({ pid }) => pid));
    for (const [joined, follower] of this.#followers) if (behind.has(joined.who.pid)) follower.lead();
  }

  #withProblem(entry: ProcessAnswer, version: string): ProcessAnswer {
    if (entry.version === version || entry.error !== undefined) return entry;
    const follower = [...this.#followers.values()].find(({ member: { who } }) => "pid" in who && who.pid === entry.pid);
    const error = follower?.problem ?? controlError("OTHER_VERSION", `it is on its way to version ${version}.`);
    return { ...entry, ok: false, error };
  }

  /** This process first. */
  #inOrder(processes: readonly ProcessAnswer[]): readonly ProcessAnswer[] {
    const rank = ({ pid }: ProcessAnswer): number => (pid === process.pid ? 0 : 1);
    return processes.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "en", { numeric: true }) || a.pid - b.pid);
  }
}

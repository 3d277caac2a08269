// The course of a checkpoint: wait for a place, save the frames, write them, and stop or go on. It is refused without a trace.
import { isMainThread } from "node:worker_threads";
import { refused, rehearsalFailed } from "../answers.js";
import { arm, standDown } from "../arming.js";
import type { CheckpointAnswer, CheckpointParams, Stale } from "../contract/protocol.js";
import { drain } from "../control/poll.js";
import { exclusively, isUpdating } from "../course.js";
import type { SavedFrame } from "../frames/frames.js";
import { rehearse } from "../frames/rebuild.js";
import { findSuccessor } from "../frames/successors.js";
import { readStack, UnreadableStack } from "../plan/stack.js";
import { Refusal } from "../refusal.js";
import { regions } from "../regions.js";
import { state } from "../state.js";
import { history, probation } from "../this-process.js";
import { writeCheckpoint } from "./file.js";
import { type CheckpointPlan, planCheckpoint } from "./plan.js";
import { Program } from "./program.js";
import { recordContent } from "./record.js";
import { checkSurroundings } from "./surroundings.js";
import { tryCheckpoint } from "./trial.js";

interface Taking {
  readonly file: string;
  readonly afterwards: "exit" | "stay";
  readonly askedBy: "program" | "helper";
  blockers: readonly Stale[];
  answer: CheckpointAnswer | undefined;
}

class Checkpoints {
  #current: Taking | undefined;
  /** The computation is in the file: this process must not go on with it. */
  isOver = false;
  #mayStop = false;

  /** Undefined while it waits. */
  begin(file: string, { afterwards = "exit" }: CheckpointParams): CheckpointAnswer | undefined {
    return this.#begin({ file, afterwards, askedBy: "helper", blockers: [], answer: undefined });
  }

  /** `leave`: the frames of the caller are to be unwound; otherwise there is an answer. */
  takeHere(file: string, afterwards: Taking["afterwards"]): { readonly leave: boolean; readonly answer: () => CheckpointAnswer } {
    const taking: Taking = { file, afterwards, askedBy: "program", blockers: [], answer: undefined };
    const refusal = this.#begin(taking);
    if (refusal !== undefined) return { leave: false, answer: () => refusal };
    const leave = exclusively(() => this.#attempt(taking, () => this.#settled()));
    return { leave, answer: () => (taking.answer === undefined ? this.#giveUp(taking, 0) : (this.#settled() as CheckpointAnswer)) };
  }

  #begin(taking: Taking): CheckpointAnswer | undefined {
    try {
      if (isUpdating() || this.#current !== undefined)
        throw new Refusal("UPDATE_IN_PROGRESS", "an update or another checkpoint is under way: wait until it is over.");
      if (!isMainThread) throw new Refusal("NOT_MAIN_THREAD", "checkpoints are taken of the main thread only.");
      if (history.version === "")
        throw new Refusal(
          "NOT_UPDATABLE",
          "no updatable module is loaded in the process: build it with the plug-in or `ts-updatable build`.",
        );
    } catch (error) {
      return refused(error, history.version, undefined);
    }
    this.#current = taking;
    if (taking.askedBy === "helper") {
      state.onCheckpoint = (deliver) => this.#attempt(taking, deliver);
      this.#arm(taking);
    }
    return undefined;
  }

  /** How it goes: undefined while it waits. */
  continue(): CheckpointAnswer | undefined {
    const taking = this.#current;
    if (taking === undefined || taking.answer !== undefined) return this.#settled();
    this.#arm(taking);
    return undefined;
  }

  get isWanted(): boolean {
    return this.#current !== undefined;
  }

  get blockers(): readonly Stale[] {
    return this.#current?.blockers ?? [];
  }

  cancel(waitedMs: number): CheckpointAnswer {
    const taking = this.#current as Taking;
    return taking.answer ?? this.#giveUp(taking, waitedMs);
  }

  /** The answer is with who asked. */
  stop(): void {
    this.#mayStop = true;
  }

  #giveUp(taking: Taking, waitedMs: number): CheckpointAnswer {
    const list = taking.blockers.map((b) => `\`${b.function}\` at ${b.at}: ${b.why}`).join("; ");
    const why = new Refusal(
      "NOT_REACHED",
      `no update point was reached within ${Math.round(waitedMs)} ms at which the computation could be written. ${list === "" ? "The program is in code that has none." : list}`,
      taking.blockers[0]?.at,
    );
    if (taking.answer === undefined) this.#end(taking, { ...refused(why, history.version, undefined), blockers: taking.blockers });
    return this.#settled() as CheckpointAnswer;
  }

  #settled(): CheckpointAnswer | undefined {
    const answer = this.#current?.answer;
    this.#current = undefined;
    return answer;
  }

  #end(taking: Taking, answer: CheckpointAnswer): void {
    taking.answer = answer;
    state.onCheckpoint = undefined;
    standDown();
  }

  /** Between two update points nothing can be written, but it can be seen what there is to wait for. */
  #arm(taking: Taking): void {
    exclusively(() => {
      try {
        history.refresh();
        const stack = readStack(history.locate);
        if (stack.some(({ kind }) => kind === "function")) arm(stack);
        else taking.blockers = waitingOf(planCheckpoint(stack, isBody));
      } catch (error) {
        if (!(error instanceof UnreadableStack)) this.#end(taking, refused(error, history.version, undefined));
      }
    });
  }

  #attempt(taking: Taking, deliver: () => unknown): boolean {
    try {
      history.refresh();
      const plan = planCheckpoint(readStack(history.locate), isBody);
      taking.blockers = [...regions.blockers(history.locate), ...history.worlds.list("any"), ...waitingOf(plan)];
      if (plan.kind === "wait" || taking.blockers.length > 0) return false;
      this.#save(taking, plan, deliver);
      return true;
    } catch (error) {
      this.#end(taking, refused(error, history.version, undefined));
      return false;
    }
  }

  #save(taking: Taking, { frames, inTrampoline, below }: Extract<CheckpointPlan, { kind: "save" }>, deliver: () => unknown): void {
    if (probation.current !== undefined)
      throw new Refusal(
        "PROBATION",
        "the version in force is on probation, which a new process would not be: confirm it, or wait until it is over.",
      );
    const program = new Program(history);
    checkSurroundings(program, below);
    const ways = frames.map((move) => findSuccessor(history, move).back);
    const problem = rehearse(ways);
    if (problem !== undefined) throw rehearsalFailed(problem, frames.length);
    state.save = {
      expected: frames.map(({ location }) => location.fn),
      saved: [],
      inTrampoline,
      bottom: "sync",
      deliver,
      finish: (saved) =>
        exclusively(() => {
          this.#write(taking, program, frames, saved);
          return ways.map((way, index) => ({ ...way, ...(saved[index] as SavedFrame) }));
        }),
    };
    state.saving = true;
  }

  /** Returns only where the computation goes on in this process. */
  #write(taking: Taking, program: Program, frames: Parameters<typeof recordContent>[1], saved: readonly SavedFrame[]): void {
    const { file, afterwards } = taking;
    const { version, outDir } = program;
    try {
      const content = { ...recordContent(program, frames, saved), asked: taking.askedBy };
      const about = { version, outDir, pid: process.pid, node: process.version, at: new Date().toISOString(), args: process.argv.slice(1) };
      const bytes = writeCheckpoint(file, about, content, (made) => tryCheckpoint(made, outDir));
      const answer = {
        ok: true,
        version,
        pending: null,
        stale: [],
        file,
        bytes,
        frames: frames.length,
        objects: content.objects.length,
        afterwards,
      };
      this.#end(taking, answer);
    } catch (error) {
      return this.#end(taking, refused(error, version, undefined));
    }
    if (afterwards === "exit") this.#stay(taking);
  }

  /** The process ends where it stands, as soon as who asked has been answered. No code of the program runs meanwhile. */
  #stay({ askedBy }: Taking): never {
    this.isOver = true;
    const cell = new Int32Array(new SharedArrayBuffer(4));
    while (askedBy === "helper" && !this.#mayStop) {
      // An interrupt, or what waits at the port, brings the questions of the helper thread.
      drain();
      Atomics.wait(cell, 0, 0, 1);
    }
    process.exit(0);
  }
}

const isBody = (file: string): boolean => [...history.modules].some(({ module }) => module.file === file);

const waitingOf = (plan: CheckpointPlan): readonly Stale[] => (plan.kind === "wait" ? plan.blockers : []);

export const checkpoints: Checkpoints = new Checkpoints();

// How the helper thread reaches a thread of the program: what all ways have in common.

/** Carries one message at a time to a thread. */
export interface Transport {
  /** The answer of `deliver`, as text. Rejects if the thread cannot be reached. */
  post(json: string): Promise<string>;
  /** Has a worker end itself. Rejects if it cannot be reached. */
  end?(): Promise<unknown>;
}

/** The thread offers no `deliver`: no updatable code is loaded in it. */
export class NotUpdatable extends Error {}

/** The thread has ended. */
export class ThreadEnded extends Error {}

/** A worker thread that can be reached. */
export interface WorkerRoute {
  /** Its `threadId`. */
  readonly thread: number;
  /** The name that it was given, or empty. */
  readonly name: string;
  /** What it runs. */
  readonly url: string;
  readonly transport: Transport;
}

/** All threads of the process. */
export interface Link {
  readonly main: Transport;
  /** Called for each worker that is found, also when it is found again after {@link rest}. */
  onWorker: (route: WorkerRoute) => void;
  onWorkerEnd: (thread: number) => void;
  /** Resolves when each worker that has begun by now was told of. */
  look(): Promise<void>;
  /** Called when no request is in progress any more. */
  rest(): void;
  /** Called when the process is ending: nothing reaches a thread any more. */
  close(): void;
}

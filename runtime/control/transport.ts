// How the helper thread reaches the program thread: what both ways have in common.

/** Carries one message at a time to the program thread. */
export interface Transport {
  /** The answer of `deliver`, as text. Rejects if the program thread cannot be reached. */
  post(json: string): Promise<string>;
  /** Called when no request is in progress any more. */
  rest(): void;
}

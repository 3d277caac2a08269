// The error with which a call ends that an update does not let go on.

/** Thrown to the caller of a call that an update aborted, after the call's `finally` blocks have run; its own `catch` clauses do not see it. */
export class UpdateAborted extends Error {
  override readonly name = "UpdateAborted";
  readonly function: string;
  /** `file:line:column` where the call stood, in the TypeScript source. */
  readonly at: string;
  /** Version that the call ran. */
  readonly from: string;
  /** Version whose update ended it. */
  readonly to: string;

  constructor(ended: { readonly function: string; readonly at: string; readonly from: string; readonly to: string }) {
    super(`\`${ended.function}\` at ${ended.at} was ended by the update from version ${ended.from} to ${ended.to}`);
    this.function = ended.function;
    this.at = ended.at;
    this.from = ended.from;
    this.to = ended.to;
  }
}

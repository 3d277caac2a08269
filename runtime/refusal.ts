// An update that is not made: what was found and why that stops us. The program goes on in the version it has.
import type { ErrorAnswer } from "./contract/protocol.js";

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  /** `file:line:column`, where one is known. */
  readonly at: string | undefined;

  constructor(code: string, message: string, at?: string) {
    super(message);
    this.code = code;
    this.at = at;
  }

  toAnswer(): ErrorAnswer {
    return { code: this.code, message: this.message, ...(this.at === undefined ? {} : { at: this.at }) };
  }
}

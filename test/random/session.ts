// What one random program has so far: its names, functions and classes.
import type { ClassName, Place, Signature } from "./place.ts";
import type { Edit, Text } from "./text.ts";

export class Session {
  readonly functions: Signature[] = [];
  readonly classes: ClassName[] = [];
  #names = 0;
  #sites = 0;

  name(prefix: string): string {
    this.#names++;
    return `${prefix}${this.#names}`;
  }

  /** A number that is in the program once: by it a statement is told from all others, in both versions. */
  site(): number {
    this.#sites++;
    return 1000 + this.#sites;
  }

  /** A difference between the versions, where one is possible. */
  edited(place: Place, kind: Edit["kind"], old: Text, next: Text): Text | undefined {
    if (place.frozen || place.only !== "both") return undefined;
    return [{ kind, old, next }];
  }
}

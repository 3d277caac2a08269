import { version } from "./version.js";

const SUFFIX = "-1";

export function stamp(what: string, stamps: string[]): void {
  stamps.push(`${what} ${version()}${SUFFIX}`);
}

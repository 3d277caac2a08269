// Where in a computation something was found, and why it cannot be written.
import { Refusal } from "../refusal.js";

/** From what holds it, as the source would say it: a variable, then `.clients`, `[3]`. */
export interface Way {
  readonly step: string;
  readonly from?: Way;
  /** Of a variable: where it is. */
  readonly at?: string;
}

export function showWay(way: Way): { readonly path: string; readonly at: string | undefined } {
  const steps: string[] = [];
  let first = way;
  for (let here: Way | undefined = way; here !== undefined; here = here.from) {
    steps.push(here.step);
    first = here;
  }
  return { path: shorten(steps.reverse()), at: first.at };
}

/** A long list is one way through the same steps. */
function shorten(steps: readonly string[]): string {
  const [first, ...rest] = steps;
  return rest.length <= 20 ? steps.join("") : `${first}${rest.slice(0, 8).join("")} … ${rest.slice(-8).join("")}`;
}

export const stepTo = (key: PropertyKey): string => {
  if (typeof key === "symbol") return `[${String(key)}]`;
  return /^[A-Za-z_$][\w$]*$/.test(String(key)) ? `.${String(key)}` : `[${/^\d+$/.test(String(key)) ? String(key) : JSON.stringify(key)}]`;
};

export function notPortable(way: Way, what: string): Refusal {
  const { path, at } = showWay(way);
  return new Refusal(
    "NOT_PORTABLE",
    `${path} is ${what}, which cannot go on in another process: end it or let go of it before the checkpoint, or take the checkpoint at another place.`,
    at,
  );
}

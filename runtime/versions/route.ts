// How a fresh thread comes to a version: by the patches that led there. Of those long ago, without any that led away from a version and
// back to it: the way would grow with every update, and what is handed to children has its limits.

/** A thread that starts later can be rolled back as far as this, wherever that leads. */
const KEPT_STEPS = 32;

export interface Route {
  readonly version: string;
  /** The last step; absent in the build that the process was started from. */
  readonly step?: { readonly folder: string; readonly from: Route };
}

/** The shortest route after another patch. */
export function extend(from: Route, folder: string, version: string): Route {
  return routesBefore(from).find((route) => route.version === version) ?? { version, step: { folder, from } };
}

interface Entered {
  readonly folder?: string;
  readonly route: Route;
}

/** @param entries all versions that were in force, oldest first; @returns patch folders */
export function foldersTo(entries: readonly Entered[]): readonly string[] {
  const start = entries.at(-KEPT_STEPS - 1);
  const early = start === undefined ? [] : routesBefore(start.route).reverse();
  return [...early.map(({ step }) => step), ...entries.slice(-KEPT_STEPS)].flatMap((step) => step?.folder ?? []);
}

/** Newest first. */
function routesBefore(end: Route): Route[] {
  const routes: Route[] = [];
  for (let route: Route | undefined = end; route !== undefined; route = route.step?.from) routes.push(route);
  return routes;
}

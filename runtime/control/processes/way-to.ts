// How a process that was elsewhere meanwhile comes to the version of its group.
import type { StatusAnswer } from "../../contract/protocol.js";

type VersionEntry = StatusAnswer["history"][number];

export type WayStep = { readonly kind: "apply"; readonly path: string } | { readonly kind: "rollback"; readonly from: string };

/** The steps from the end of one history to the end of another; undefined where no patches lead there. */
export function findWay(from: readonly VersionEntry[], to: readonly VersionEntry[]): readonly WayStep[] | undefined {
  const back: WayStep[] = [];
  for (const { version, patch } of from.toReversed()) {
    const at = to.findLastIndex((entry) => entry.version === version);
    const forward = at < 0 ? undefined : patchesOf(to.slice(at + 1));
    if (forward !== undefined) return [...back, ...forward];
    if (patch === undefined) return undefined;
    back.push({ kind: "rollback", from: version });
  }
  return undefined;
}

function patchesOf(entries: readonly VersionEntry[]): readonly WayStep[] | undefined {
  const steps = entries.flatMap(({ patch }): WayStep[] => (patch === undefined ? [] : [{ kind: "apply", path: patch }]));
  return steps.length === entries.length ? steps : undefined;
}

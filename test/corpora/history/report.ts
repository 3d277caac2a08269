// What was found along the histories: as numbers, and as the tables of HISTORY.md.
import type { Change, Verdict } from "../../../runtime/contract/patch.ts";

/** One version and the next. */
export interface PairResult {
  readonly package: string;
  readonly from: string;
  readonly to: string;
  /** As `diff --initialisers keep` says them. */
  readonly changes: readonly Change[];
  /** As `diff` says them when nobody decided anything. */
  readonly undecided: readonly Change[];
  /** `keep`: with `--initialisers keep`; `none`: no patch without a line written by hand. */
  readonly written: "as-it-is" | "keep" | "none";
  /** Why the patch did not come into force in a process that had loaded the package. */
  readonly notApplied?: string;
  readonly notUndone?: string;
  /** Whether the updated process answers as one that was started from the new version. */
  readonly answers?: "as-new" | "not-as-new";
}

/** The last number of the version grew, and nothing else: published as a fix. */
export const isFix = ({ from, to }: PairResult): boolean => from.split(".").slice(0, 2).join() === to.split(".").slice(0, 2).join();

const needsNoHand = (verdict: Verdict): boolean => verdict !== "refused" && verdict !== "needs-transformer";

export const percent = (part: number, of: number): string => (of === 0 ? "-" : `${((100 * part) / of).toFixed(1)} %`);

export function countChanges(changes: readonly Change[]): Record<Verdict | "all" | "no hand", number> {
  const of = (verdict: Verdict): number => changes.filter((change) => change.verdict === verdict).length;
  return {
    all: changes.length,
    "no hand": changes.filter((change) => needsNoHand(change.verdict)).length,
    safe: of("safe"),
    migrated: of("migrated"),
    "no-effect": of("no-effect"),
    "needs-transformer": of("needs-transformer"),
    refused: of("refused"),
  };
}

export function countPairs(
  pairs: readonly PairResult[],
): Record<"all" | "changed" | "as it is" | "keep" | "applied" | "undone" | "as new", number> {
  const changed = pairs.filter((pair) => pair.changes.length > 0);
  const written = changed.filter((pair) => pair.written !== "none");
  return {
    all: pairs.length,
    changed: changed.length,
    "as it is": written.filter((pair) => pair.written === "as-it-is").length,
    keep: written.length,
    applied: written.filter((pair) => pair.notApplied === undefined).length,
    undone: written.filter((pair) => pair.notApplied === undefined && pair.notUndone === undefined).length,
    "as new": written.filter((pair) => pair.answers === "as-new").length,
  };
}

type Row = readonly (string | number)[];

const table = (head: Row, rows: readonly Row[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

export function writeTables(pairs: readonly PairResult[]): string {
  const groups: (readonly [string, readonly PairResult[]])[] = [
    ...Map.groupBy(pairs, (pair) => pair.package),
    ["all", pairs],
    ["fixes (patch versions)", pairs.filter(isFix)],
  ];
  return [
    table(
      [
        "changes of",
        "changes",
        "safe",
        "migrated",
        "no-effect",
        "needs-transformer",
        "refused",
        "no hand (keep)",
        "no hand (nothing decided)",
      ],
      groups.map(([name, of]) => {
        const count = countChanges(of.flatMap((pair) => pair.changes));
        const undecided = countChanges(of.flatMap((pair) => pair.undecided));
        return [
          ...[name, count.all, count.safe, count.migrated, count["no-effect"], count["needs-transformer"], count.refused],
          ...[percent(count["no hand"], count.all), percent(undecided["no hand"], undecided.all)],
        ];
      }),
    ),
    table(
      [
        "pairs of",
        "pairs",
        "with changes",
        "patch (nothing decided)",
        "patch (keep)",
        "of those applied",
        "and undone",
        "answer as the new version",
      ],
      groups.map(([name, of]) => {
        const count = countPairs(of);
        return [
          ...[name, count.all, count.changed, `${count["as it is"]} (${percent(count["as it is"], count.changed)})`],
          ...[`${count.keep} (${percent(count.keep, count.changed)})`, count.applied, count.undone, count["as new"]],
        ];
      }),
    ),
    table(["code", "verdict", "changes", "pairs", "for example"], causes(pairs)),
  ].join("\n\n");
}

/** What needs a hand although `keep` was said, the most frequent first. */
function causes(pairs: readonly PairResult[]): readonly Row[] {
  const found = pairs.flatMap((pair) => pair.changes.filter((c) => !needsNoHand(c.verdict)).map((change) => ({ pair, change })));
  return [...Map.groupBy(found, ({ change }) => `${change.code} ${change.verdict}`).values()]
    .sort((a, b) => b.length - a.length)
    .map((group): Row => {
      const [first] = group as [(typeof group)[number]];
      const { change, pair } = first;
      const text = `${pair.package} ${pair.from} → ${pair.to}, \`${change.name}\`: ${change.why ?? ""}`
        .replaceAll("|", "\\|")
        .replaceAll("\n", " ");
      return [
        `\`${change.code}\``,
        change.verdict,
        group.length,
        new Set(group.map((g) => g.pair)).size,
        text.length > 300 ? `${text.slice(0, 299)}…` : text,
      ];
    });
}

// Compares what a README shows with what is really shown. Only what differs from run to run may differ.

/** Each is matched by the same pattern in the real output; all other text must be equal. */
const VARYING: readonly RegExp[] = [
  /\b[0-9a-f]{16}\b/, // versions
  /\d{4}-\d\d-\d\dT[\d:.]+Z/, // times of the history
  /(?<=^process )\d+/,
  /\d+(?:\.\d+)?(?= ms\b)/,
  /(?<=\b(?:n|total|squares) = )\d+/, // lesson 01
  /(?<=\bvisit |"visits":)\d+/, // lesson 03
  /(?<=\b(?:balance|payments|uses|limit) )[1-9]\d*/, // lesson 05
  /(?<=^(?:round|bill) )\d+/, // lesson 06
  /(?<=^order |^ {2}orders in worker 2 \(cook\): )\d+/, // lesson 07
];
const varying = new RegExp(VARYING.map((pattern) => pattern.source).join("|"), "g");

/** Versions of the README and the real ones that stand for them, over a whole lesson. */
export class Versions {
  readonly #real = new Map<string, string>();

  /** Notes that `shown` stands for `real`, and tells whether it always did. */
  agree(shown: string, real: string): boolean {
    const known = this.#real.get(shown);
    if (known !== undefined) return known === real;
    if ([...this.#real.values()].includes(real)) return false;
    this.#real.set(shown, real);
    return true;
  }
}

export function isShown(shown: string, real: string): boolean {
  return blank(shown) === blank(real);
}

const blank = (line: string): string => line.replace(varying, (text) => (isVersion(text) ? "VERSION" : text.includes("T") ? "TIME" : "N"));
const isVersion = (text: string): boolean => /^[0-9a-f]{16}$/.test(text);

/** Says what differs; undefined where nothing does. */
export function findDifference(shown: readonly string[], real: readonly string[], versions: Versions): string | undefined {
  const length = Math.max(shown.length, real.length);
  for (let i = 0; i < length; i++) {
    const [a, b] = [shown[i], real[i]];
    if (a === undefined || b === undefined || !isShown(a, b)) return tell(a, b);
    const [own, theirs] = [versionsIn(a), versionsIn(b)];
    if (own.some((version, at) => !versions.agree(version, theirs[at] as string))) return `${tell(a, b)}\n(another version than before)`;
  }
  return undefined;
}

const versionsIn = (line: string): readonly string[] => (line.match(varying) ?? []).filter(isVersion);
const tell = (shown: string | undefined, real: string | undefined): string =>
  `shown: ${shown ?? "(nothing more)"}\nreal:  ${real ?? "(nothing more)"}`;

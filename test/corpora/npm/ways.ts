// The ways in which a program of a corpus is run, as environments of its processes.

export interface Way {
  readonly name: string;
  readonly build: "plain" | "updatable";
  readonly env: Readonly<Record<string, string>>;
}

export const PLAIN: Way = { name: "plain", build: "plain", env: {} };
export const UPDATABLE: Way = { name: "updatable", build: "updatable", env: {} };

/** @param every how many update points lie between two that the storm takes, on the average; large programs reach millions */
export function storm(code: "frames" | "units", every: number, seed: number): Way {
  return {
    name: `storm of ${code}`,
    build: "updatable",
    env: { TS_UPDATABLE_STORM: code, TS_UPDATABLE_STORM_EVERY: String(every), TS_UPDATABLE_STORM_SEED: String(seed) },
  };
}

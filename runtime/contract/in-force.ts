// What a process leaves on disk of the version that is in force, so that a restart comes up in the one that was confirmed.

/** Within `.ts-updatable` of the build that the process was started from. */
export const IN_FORCE_FILE = "in-force.json";
export const IN_FORCE_FORMAT = 1;

/**
 * Environment variable by which `ts-updatable start` tells a process where its record is: JSON of `[folder of the record, folder of the
 * build that was started]`. A process of another build, which inherited it, keeps a record of its own.
 */
export const RECORD_VARIABLE = "TS_UPDATABLE_RECORD";

export interface RecordedVersion {
  readonly version: string;
  /** Its build, relative to the folder of the record, with `/`; absent where it could not be found. */
  readonly outDir?: string;
  /** ISO time at which it came into force. */
  readonly since: string;
}

export interface InForce {
  readonly format: number;
  /** Version of the build in whose folder this is. */
  readonly base: string;
  readonly confirmed: RecordedVersion;
  readonly probation?: RecordedVersion & { readonly until: string };
}

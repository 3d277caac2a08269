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

/** Which process wrote a record, as its how manieth: a late one never replaces a newer one. */
export interface RecordedBy {
  /** Unlike its number, which the next process may get as well (in a container it is always the same). */
  readonly process: string;
  readonly number: number;
}

export interface InForce {
  readonly format: number;
  readonly by: RecordedBy;
  /** Version of the build in whose folder this is. */
  readonly base: string;
  readonly confirmed: RecordedVersion;
  readonly probation?: RecordedVersion & { readonly until: string };
}

/** A version as the process knows it. */
export interface VersionInForce {
  readonly version: string;
  /** ISO time at which it came into force. */
  readonly at: string;
  /** Where its build was when its patch was made. */
  readonly root?: string | undefined;
}

/** What is to be recorded, as plain data: where there is a helper thread, that writes it. */
export interface Recording {
  readonly by: RecordedBy;
  /** Build folder that the process was started from. */
  readonly started: string;
  /** What {@link RECORD_VARIABLE} says. */
  readonly named?: string | undefined;
  readonly confirmed: VersionInForce;
  readonly probation?: VersionInForce & { readonly until: string };
}

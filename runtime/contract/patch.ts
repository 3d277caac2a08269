// What `diff` writes and a running process reads: the patch folder.
import type { FunctionDescriptor, ModuleDescriptor, Place, VariableDescriptor } from "./build.js";

export const PATCH_FILE = "patch.json";

/** How a patch's record is written: its id, and from the next line on all that the id is the digest of. */
export const patchText = (body: string, sha256: (text: string) => string): string =>
  `{"id":"${sha256(body).slice(0, PATCH_ID_LENGTH)}",\n${body}`;
const PATCH_ID_LENGTH = 16;

export type Verdict = "safe" | "migrated" | "needs-transformer" | "refused" | "no-effect";

/** One difference between two builds, and what becomes of it. */
export interface Change {
  readonly verdict: Verdict;
  readonly what: "function" | "variable" | "module" | "import" | "class" | "body" | "channel";
  readonly action: "added" | "removed" | "changed";
  readonly name: string;
  readonly old?: Place;
  readonly new?: Place;
  /** Catalogue code and sentence for every verdict but `safe`. */
  readonly code?: string;
  readonly why?: string;
}

/**
 * A variable that a call and its closures share from this version on, in the cells of that call: `cells` tells where those are. It begins
 * with what was held (`from`), or with its initialiser in the unit of the function that declares it (`owner`).
 */
export type SharedSource = { readonly kind: "cell"; readonly cells: number; readonly name: string } & (
  | { readonly from: number }
  | { readonly owner: number }
);

/** Where the value of one local of the new frame comes from. Indexes are those of the old frame's locals. */
export type LocalSource =
  | { readonly kind: "saved"; readonly index: number }
  /** `cells`: shared with the closures of this call */
  | { readonly kind: "initial"; readonly cells?: number }
  | { readonly kind: "unset" }
  /** what the state transformer under `key` makes of the saved value, or (where it is new) of the saved locals */
  | { readonly kind: "transformer"; readonly key: string; readonly index?: number }
  | SharedSource;

/** Where a closure that was made before gets a variable from. Indexes are places among what its old stub hands over. */
export type CaptureSource =
  | { readonly kind: "held"; readonly index: number }
  /** Cells of a call that has none in the old version. */
  | { readonly kind: "none" }
  | SharedSource;

/** How a frame that stands at one point of an old function goes on in the new one. */
export type PointMapping =
  | { readonly kind: "mapped"; readonly old: number; readonly new: number; readonly locals: readonly LocalSource[] }
  | {
      readonly kind: "refused";
      readonly old: number;
      readonly code: string;
      readonly why: string;
      readonly at: Place;
      readonly candidates?: readonly Place[];
    };

/**
 * What becomes of the calls of one function that are under way: they move, end in old code, are waited for, begin anew in new code, or
 * end with an error. The author of the patch says so; otherwise the policy with which the patch is applied counts.
 */
export type CallPolicy = "move" | "finish-old" | "when-inactive" | "restart" | "abort";
export const CALL_POLICIES: readonly CallPolicy[] = ["move", "finish-old", "when-inactive", "restart", "abort"];

/** How a call begins anew at the start of the new function. */
export type StartMapping =
  /** `kept`: names of locals whose initialisers are left out, because the call keeps their values */
  | { readonly kind: "mapped"; readonly locals: readonly LocalSource[]; readonly kept: readonly string[] }
  | { readonly kind: "refused"; readonly code: string; readonly why: string; readonly at: Place };

export interface FunctionPatch {
  /** Stable id in the old build. */
  readonly old: string;
  readonly new: string;
  /** In the order in which the new function captures. */
  readonly captures: readonly CaptureSource[];
  readonly points: readonly PointMapping[];
  readonly policy?: CallPolicy;
  /** Names of the invariants that it has a part in, as the author of the patch declared them. */
  readonly together?: readonly string[];
  readonly start: StartMapping;
  /** Points of the old function within its `finally` blocks: a call that stands there is ending, and is neither restarted nor aborted. */
  readonly cleaning: readonly number[];
  /** What calls of the old function do that must not be done twice. */
  readonly effect?: Effect;
}

/** Something that is done outside of the process, or that the program says must not be done twice. */
export interface Effect {
  readonly text: string;
  readonly at: Place;
  /** Points at which it may have been done. */
  readonly points: readonly number[];
}

/** A contradiction in what the author of a patch chose, which the author has overridden. */
export interface Override {
  readonly rule: string;
  /** `file:line:column` of the choice. */
  readonly at: string;
  readonly message: string;
}

/** A module-level name that is new in this version, or has a new value. */
export interface VariablePatch {
  readonly name: string;
  readonly action:
    | { readonly kind: "function"; readonly index: number }
    /** run the unit `$name`, which computes the initialiser */
    | { readonly kind: "initialise" }
    /** what a package or builtin exports */
    | { readonly kind: "import"; readonly specifier: string; readonly name: string }
    /** another module's own name, whether or not that module exported it when it was loaded */
    | { readonly kind: "module"; readonly js: string; readonly name: string }
    /** a constant that becomes a variable: it starts with the value it has */
    | { readonly kind: "adopt" }
    /** the same variable, which was another module's or had another name */
    | { readonly kind: "rename"; readonly js: string; readonly name: string }
    /** what the state transformer under `key` makes of the value */
    | { readonly kind: "convert"; readonly key: string; readonly js: string; readonly name: string };
}

/** A property of a CommonJS module's `exports` that is new in this version. */
export interface ExportPatch {
  readonly exported: string;
  /** The module's own name whose value it gets, or a literal as JSON text. */
  readonly value: { readonly kind: "name"; readonly name: string } | { readonly kind: "literal"; readonly json: string };
}

/** Where a field of an object that exists already gets its first value from. */
export type FieldSource =
  /** none: a private method or accessor, which an object only has or has not */
  | { readonly kind: "mark" }
  /** the initialiser in the new version's class unit */
  | { readonly kind: "initialiser" }
  /** another field, whose value moves */
  | { readonly kind: "field"; readonly from: string }
  /** what the state transformer under `key` makes of the object's old fields, which it gets by name as a plain object */
  | { readonly kind: "transformer"; readonly key: string }
  /** in a rollback: what the object had before the update; an object that was made since has none, and the rollback is refused */
  | { readonly kind: "kept" };

/** A field is named as its member is written: `size`, `[tag]`, `#secret`. */
export type FieldPatch =
  | { readonly kind: "added"; readonly name: string; readonly source: FieldSource }
  /** A field of the same name, whose value is of another type. */
  | { readonly kind: "converted"; readonly name: string; readonly source: FieldSource }
  /** `renamed` where another field takes its value. */
  | { readonly kind: "removed"; readonly name: string; readonly why: "removed" | "renamed" };

/**
 * What one update makes of the objects of one class that exist already. Each object follows it exactly once, and updates that an object
 * missed are made up for in their order.
 *
 * `lazy`: an object follows at its first touch of an added field. `eager`: all follow before the update is in force. The runtime may
 * choose `eager` where `lazy` was asked for, never the other way round. Otherwise the function under `key` of the transformers gets all objects and
 * converts them in its own order, after the objects of all other classes (lower ranks first); what it leaves follows at its first touch,
 * or (`none`) the update is refused.
 */
export interface InstancePatch {
  readonly strategy: "lazy" | "eager" | { readonly key: string; readonly rank: number; readonly rest: "lazy" | "none" };
  readonly fields: readonly FieldPatch[];
}

/** A property of a class (`static`) or of its prototype. */
export interface MemberPatch {
  /** As the member is written. */
  readonly name: string;
  readonly static: boolean;
  /** Which build's class unit computes the key, where it is computed. */
  readonly keyOf: "old" | "new";
  readonly action: /** install these functions of the new build; a half of an accessor that is not named stays as it is */
    | { readonly kind: "method"; readonly function: number }
    | { readonly kind: "accessor"; readonly get?: number | "keep"; readonly set?: number | "keep" }
    /** a static field: run its initialiser once */
    | { readonly kind: "value" }
    | { readonly kind: "delete" };
}

/** What becomes of one class whose set of members, fields or base changed. */
export interface ClassPatch {
  /** Stable id in both builds. */
  readonly old: string;
  readonly new: string;
  /** Name at module level that holds the class. */
  readonly variable: string;
  readonly members: readonly MemberPatch[];
  /** The class now extends something else, which the class unit computes. */
  readonly base?: "changed";
  readonly instances?: InstancePatch;
  /** Fields that new objects no longer get from the class as it was made, but from the new version's class unit. */
  readonly renewed?: readonly string[];
}

/** A module in the new build, as far as an update needs to know it. What only tells versions apart stays with the build. */
export interface PatchedModule extends Pick<ModuleDescriptor, "source" | "classes" | "exports" | "unit"> {
  /** Those of which the patch holds code and those that are new, without their trees. */
  readonly functions: readonly FunctionDescriptor[];
  /** Those whose initialisers the patch holds. */
  readonly variables: readonly Pick<VariableDescriptor, "name" | "unit">[];
}

export interface ModulePatch {
  readonly js: string;
  /** File of linked units, relative to the patch folder; absent where nothing of the module runs anew. */
  readonly unit?: string;
  /** Functions that get new code. */
  readonly functions: readonly FunctionPatch[];
  /** Functions that stay, with their ids in both builds. */
  readonly same: readonly (readonly [old: string, new: string])[];
  /** Its `unit` tells the places in the linked file. */
  readonly descriptor: PatchedModule;
  /** In the order in which they are to be created. */
  readonly variables: readonly VariablePatch[];
  readonly exports: readonly ExportPatch[];
  readonly classes?: readonly ClassPatch[];
  /** Functions that the new build does not have. */
  readonly removed: readonly string[];
  /** Names at module level that the new build does not have. */
  readonly dropped?: readonly string[];
}

/**
 * What becomes of a message that was posted at one version and arrives at another: it is delivered as it is, led through the channel's
 * transformer, or kept until its receiver is at the sender's version.
 */
export type MessageWay = "as-is" | "convert" | "held";

/** Messages of one channel between the two versions of a patch. */
export interface MessagePatch {
  readonly forward: MessageWay;
  readonly back: MessageWay;
}

export interface Patch {
  readonly format: number;
  /** Digest over every other field, and with them over every file of the patch ({@link patchText}). */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** `outDir` of the build that it leads to, relative to the patch folder, with `/`. A restart of an updated program looks for it there. */
  readonly build?: string;
  readonly changes: readonly Change[];
  readonly overrides?: readonly Override[];
  readonly modules: readonly ModulePatch[];
  /** Modules new in this build, as emitted files inside the patch folder. */
  readonly added: readonly { readonly js: string; readonly file: string }[];
  /** CommonJS file (relative) whose exports are the state transformers, by key. */
  readonly transformers?: string;
  /** The same for messages that an older version receives; present where a channel has such a transformer. */
  readonly transformersBack?: string;
  /** Channels whose messages are not all delivered as they are, by name. */
  readonly messages?: Readonly<Record<string, MessagePatch>>;
  /** Keys of those that are asynchronous: the update waits until they have settled. */
  readonly asynchronous?: readonly string[];
  /** Folder (relative) of the patch that leads back, or why there is none. */
  readonly reverse: { readonly folder: string } | { readonly refused: readonly string[] };
  /** sha256 of every file of the patch but the patch record itself. */
  readonly files: Readonly<Record<string, string>>;
}

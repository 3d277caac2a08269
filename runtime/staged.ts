// One module of a patch while it is made ready to come into force.
import type { UnitFile } from "./code.js";
import type { Reference } from "./contract/emitted.js";
import type { ModulePatch } from "./contract/patch.js";
import type { ModuleHistory } from "./history.js";
import type { Lineage } from "./lineage.js";
import type { ClassChange, LiveClass } from "./live-class.js";

export interface StagedModule {
  readonly record: ModuleHistory;
  readonly patch: ModulePatch;
  readonly units: UnitFile;
  readonly lineages: Map<string, Lineage>;
  readonly names: Map<string, Reference>;
  readonly classes: { readonly live: LiveClass; readonly change: ClassChange }[];
}

// One module of a patch while it is made ready to come into force.

import type { Reference } from "../contract/emitted.js";
import type { ModulePatch } from "../contract/patch.js";
import type { ClassChange, LiveClass } from "../objects/live-class.js";
import type { ModuleHistory } from "../versions/history.js";
import type { Lineage } from "../versions/lineage.js";
import type { UnitFile } from "./code.js";

export interface StagedModule {
  readonly record: ModuleHistory;
  readonly patch: ModulePatch;
  readonly units: UnitFile;
  readonly lineages: Map<string, Lineage>;
  readonly names: Map<string, Reference>;
  readonly classes: { readonly live: LiveClass; readonly change: ClassChange }[];
}

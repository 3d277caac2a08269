// The parts of the benchmark, in the order in which they are run. Add new ones here.
import type { Group } from "./group.ts";
import { codeSize } from "./groups/code-size.ts";
import { compileTime } from "./groups/compile-time.ts";
import { http } from "./groups/http.ts";
import { instances } from "./groups/instances.ts";
import { pauses } from "./groups/pauses.ts";
import { programGroups } from "./groups/programs.ts";
import { resumed } from "./groups/resumed.ts";
import { startUp } from "./groups/start-up.ts";

export const groups: readonly Group[] = [...programGroups, resumed, pauses, instances, http, startUp, codeSize, compileTime];

// The parts of the benchmark, in the order in which they are run. Add new ones here.
import type { Group } from "./group.ts";
import { codeSize } from "./groups/code-size.ts";
import { compileTime } from "./groups/compile-time.ts";
import { instances } from "./groups/instances.ts";
import { octane } from "./groups/octane.ts";
import { pauses } from "./groups/pauses.ts";
import { peersGroup } from "./groups/peers.ts";
import { programGroups } from "./groups/programs.ts";
import { resumed } from "./groups/resumed.ts";
import { startUp } from "./groups/start-up.ts";
import { stopify } from "./groups/stopify.ts";
import { ticks } from "./groups/ticks.ts";
import { http, websocket } from "./groups/traffic.ts";
import { workers } from "./groups/workers.ts";

export const groups: readonly Group[] = [
  ...programGroups,
  resumed,
  pauses,
  ticks,
  instances,
  http,
  websocket,
  workers,
  startUp,
  codeSize,
  compileTime,
  octane,
  peersGroup,
  stopify,
];

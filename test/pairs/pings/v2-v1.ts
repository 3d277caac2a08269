import { setImmediate as turn } from "node:timers/promises";
import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "channel:balls": async ({ n }) => {
    if (n % 100 === 0) await turn();
    return n;
  },
});

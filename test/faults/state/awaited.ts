import { setImmediate as turn } from "node:timers/promises";
import { defineStateTransformers } from "ts-updatable";

const step = (name: string): void => (globalThis as { step?: (name: string) => void }).step?.(name);

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    "src/main.ts#items": async (old) => {
      step("asynchronous transformer begins");
      await turn();
      step("asynchronous transformer goes on");
      return new Map([...old].map(([name, item]) => [name, { ...item, size: 7 }]));
    },
    "src/main.ts#dive:weight": (old) => `was ${old}`,
  },
  { "src/main.ts#dive:weight": (old) => old.length },
);

import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    "src/worker.ts#level": (old) => {
      if (old === 3) throw new Error("three is too much");
      return `L${old}`;
    },
  },
  { "src/worker.ts#level": (old) => Number(old.slice(1)) },
);

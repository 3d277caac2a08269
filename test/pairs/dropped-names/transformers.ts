import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  { "src/main.ts#serve:count": (old) => `${old}` },
  {
    "src/main.ts#serve:count": () => {
      throw new Error("there is no way back for it");
    },
  },
);

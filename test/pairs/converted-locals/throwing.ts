import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#run:total": (): bigint => {
    throw new Error("not today");
  },
  "src/main.ts#run:text": { from: "word" },
  "src/main.ts#run:mark": () => 1,
});

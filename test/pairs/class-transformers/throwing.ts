import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#User.tags": (old) => {
    if (old.name === "cid") throw new Error("no tags");
    return [];
  },
  "src/main.ts#User.points": { from: "score" },
  "src/main.ts#User.label": () => "",
});

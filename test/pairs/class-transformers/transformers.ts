import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    "src/main.ts#User.tags": (old) => {
      console.log(`tags of ${old.name}`);
      return old.tags.split(",");
    },
    "src/main.ts#User.points": { from: "score" },
    "src/main.ts#User.label": (old) => `${old.name} had ${old.score}`,
  },
  { "src/main.ts#User.tags": (old) => old.tags.join(",") },
);

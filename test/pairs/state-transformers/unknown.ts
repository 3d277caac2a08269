import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#users": "keep",
  "src/main.ts#last": "rerun",
  "src/main.ts#history": "rerun",
  "src/main.ts#started": "keep",
  "src/main.ts#nobody": "keep",
});

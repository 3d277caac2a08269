import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#documents": (old) => old.map(({ lines, author = "unknown" }) => ({ lines, author })),
});

import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#documents": async (old) => old.map(({ text, ...rest }) => ({ lines: text.split("/"), ...rest })),
});

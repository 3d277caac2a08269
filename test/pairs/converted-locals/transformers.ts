import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#run:total": (old) => BigInt(old) + 1000n,
  "src/main.ts#run:text": { from: "word" },
  "src/main.ts#run:mark": (locals) => locals.total + (locals.i ?? 0),
});

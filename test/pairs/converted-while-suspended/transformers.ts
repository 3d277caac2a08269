import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#take:total": (old) => {
    if (old > 3) throw new Error(`${old} is too much`);
    return BigInt(old) + 100n;
  },
});

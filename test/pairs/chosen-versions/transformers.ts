import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  { "src/work.ts#seats": (old) => String(old) },
  { "src/work.ts#seats": (old) => Number(old) },
);

import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#Product": "lazy",
  "src/main.ts#Site": "eager",
});

import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#limits": () => new Promise(() => undefined),
  "src/main.ts#Order.size": () => "",
});

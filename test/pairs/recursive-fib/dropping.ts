import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#fib:half": ({ n }) => ({ rest: n - 2 }),
});

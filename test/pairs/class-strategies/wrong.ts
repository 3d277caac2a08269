import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#Order": "lazy",
  "src/main.ts#Order.id": ({ id }) => `${id}`,
  "src/main.ts#Product": "lazy",
  "src/main.ts#Product.cents": async ({ price }) => price * 100,
});

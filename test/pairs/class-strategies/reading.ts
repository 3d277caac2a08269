import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#Order.id": ({ id }) => `${id}`,
  "src/main.ts#Site": "eager",
  "src/main.ts#Note": "eager",
  "src/main.ts#Product": "lazy",
  "src/main.ts#Product.cents": ({ name, price }) => name.length + price,
});

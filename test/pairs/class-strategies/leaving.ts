import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#Order": (orders, convert) => {
    for (const order of orders) if (order.id !== 2) convert(order);
  },
  "src/main.ts#Order.id": ({ id }) => `${id}`,
  "src/main.ts#Product.cents": () => 0,
});

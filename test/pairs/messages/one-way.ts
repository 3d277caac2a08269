import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "channel:commands": (command) => {
    if (command.product === "nothing") throw new RangeError("nothing cannot be ordered");
    return { verb: command.verb, product: command.product, pieces: command.amount };
  },
  "channel:receipts": (text) => ({ text }),
});

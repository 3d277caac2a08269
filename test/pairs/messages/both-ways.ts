import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    "channel:commands": ({ verb, product, amount }) => ({ verb, product, pieces: amount }),
    "channel:receipts": async (text) => ({ text }),
  },
  {
    "channel:commands": (command) =>
      command.verb === "rate" ? undefined : { verb: command.verb, product: command.product, amount: command.pieces },
    "channel:receipts": async ({ text }) => text,
  },
);

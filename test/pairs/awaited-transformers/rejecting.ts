import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#limits": async (old) => new Map([...old].map(([name, limit]) => [name, BigInt(limit)])),
  "src/main.ts#Order.size": async ({ name }) => {
    await null;
    if (name === "y") throw new Error("no size");
    return "";
  },
});

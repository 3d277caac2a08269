import { setTimeout as sleep } from "node:timers/promises";
import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    "src/main.ts#limits": async (old) => {
      console.log("transformer begins");
      await sleep(200);
      console.log("transformer ends");
      return new Map([...old].map(([name, limit]) => [name, BigInt(limit)]));
    },
    "src/main.ts#Order.size": async ({ name, size }) => {
      await sleep(1);
      return `${name}${size}`;
    },
  },
  {
    "src/main.ts#limits": async (old) => {
      await sleep(1);
      return new Map([...old].map(([name, limit]) => [name, Number(limit) + 1]));
    },
    "src/main.ts#Order.size": async ({ size }) => Number(size.slice(1)),
  },
);

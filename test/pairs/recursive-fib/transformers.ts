import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#fib:half": ({ left, n }) => {
    if (left === undefined) throw new Error("its first half is not done");
    return { sum: left, rest: n - 2 };
  },
});

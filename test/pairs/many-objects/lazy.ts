import { defineStateTransformers } from "ts-updatable";

const counter = globalThis as { calls?: number };

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#Foo": "lazy",
  "src/main.ts#Foo.square": ({ n }) => {
    counter.calls = (counter.calls ?? 0) + 1;
    return n * n;
  },
});

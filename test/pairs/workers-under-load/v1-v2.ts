import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "channel:questions": ({ item, ...question }) => ({ ...question, items: [item] }),
  // The same for the questions that suspended calls hold.
  "src/clerk.ts#answer:question": ({ item, ...question }) => ({ ...question, items: [item] }),
  "channel:answers": (answer) => ({ ...answer, version: 2 }),
});

import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "channel:questions": ({ items: [item = 0], ...question }) => ({ ...question, item }),
  "src/clerk.ts#answer:question": ({ items: [item = 0], ...question }) => ({ ...question, item }),
});

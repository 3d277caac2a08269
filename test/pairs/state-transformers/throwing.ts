import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#users": (old) => new Map([...old].map(([name, user]) => [name, { ...user, age: 7 }])),
  "src/main.ts#last": (old): string => {
    throw new RangeError(`no word for ${old}`);
  },
  "src/main.ts#history": { from: "order" },
  "src/main.ts#started": "keep",
});

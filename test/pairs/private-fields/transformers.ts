import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    "src/main.ts#Account.#balance": (old) => Number(old["#balance"]),
    "src/main.ts#Account.#holder": { from: "#owner" },
    "src/main.ts#Account.#title": { from: "title" },
    "src/main.ts#Account.#key": (old) => `${old.name} of ${old["#owner"]}`,
  },
  { "src/main.ts#Account.#balance": (old) => String(old["#balance"]) },
);

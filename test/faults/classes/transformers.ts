import { defineStateTransformers } from "ts-updatable";

const step = (name: string): void => (globalThis as { step?: (name: string) => void }).step?.(name);

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    "src/main.ts#Account.#balance": (old) => {
      step("transformer of a private field");
      return `${old["#balance"]}`;
    },
    "src/main.ts#Account.owner": ({ owner }) => {
      step("transformer of a field");
      return { name: owner };
    },
    "src/main.ts#Account": "eager",
    "src/main.ts#Note": "lazy",
    "src/main.ts#Stamp": (stamps, convert) => {
      step("the author's own order");
      for (const stamp of stamps) convert(stamp);
    },
    "src/main.ts#Stamp.id": ({ id }) => `${id}`,
  },
  {
    "src/main.ts#Account.#balance": (old) => Number(old["#balance"]),
    "src/main.ts#Account.owner": ({ owner }) => owner.name,
    "src/main.ts#Stamp.id": ({ id }) => Number(id),
  },
);

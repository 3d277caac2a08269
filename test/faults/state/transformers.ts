import { definePolicies, defineStateTransformers } from "ts-updatable";

const step = (name: string): void => (globalThis as { step?: (name: string) => void }).step?.(name);

export const policies = definePolicies<Policies>({
  "src/main.ts#ask": "restart",
});

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    "src/main.ts#items": (old) => {
      step("transformer of a variable");
      return new Map([...old].map(([name, item]) => [name, { ...item, size: 7 }]));
    },
    "src/main.ts#dive:weight": (old) => {
      step("transformer of a local");
      return `was ${old}`;
    },
  },
  { "src/main.ts#dive:weight": (old) => old.length },
);

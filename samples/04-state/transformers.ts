// What becomes of the state of version ee20b9d7f333c647 in version d485223f44fd13b9. Fill in each entry, then run diff with --transformers.
import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    // `visits: Map<string, Visitor>` was `number` and is `Visitor` (main.ts:4) (or "keep", "rerun")
    "main.ts#visits": (old) => new Map([...old].map(([name, count]) => [name, { visits: count, likes: "coffee" }])),
  },
  {
    "main.ts#visits": (old) => new Map([...old].map(([name, visitor]) => [name, visitor.visits])),
  },
);

// --- types of both versions, written by ts-updatable diff ---
interface StateTransformers {
  /** `visits: Map<string, Visitor>` was `number` and is `Visitor` (main.ts:4) */
  "main.ts#visits": ((old: Map<string, number>) => Map<string, New.Visitor> | Promise<Map<string, New.Visitor>>) | "keep" | "rerun";
}
interface WayBack {
  /** `visits: Map<string, number>` was `Visitor` and is `number` (main.ts:4) */
  "main.ts#visits"?: ((old: Map<string, New.Visitor>) => Map<string, number> | Promise<Map<string, number>>) | "keep" | "rerun";
}
declare const foreign: unique symbol;
declare namespace Old {}
declare namespace New {
  /** main.ts:4 */
  interface Visitor {
    visits: number;
    likes: string;
  }
}

import { definePolicies } from "ts-updatable";

export const policies = definePolicies<Policies>({
  "main.ts#round": "restart",
});

// --- types of both versions, written by ts-updatable diff ---
interface Policies {
  readonly "main.ts#read"?:
    | "move"
    | "finish-old"
    | "when-inactive"
    | "restart"
    | "abort"
    | { readonly restart: { readonly carry: readonly "meter"[] } };
  readonly "main.ts#round"?:
    | "move"
    | "finish-old"
    | "when-inactive"
    | "restart"
    | "abort"
    | { readonly restart: { readonly carry: readonly ("no" | "sum")[] } };
}

// What becomes of the state of version 3646da92826f319d in version 5cc29f2472a6b7b6. Fill in each entry, then run diff with --transformers.
import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    // Account.balance: its type was `number` and is `bigint` (or "keep")
    "main.ts#Account.balance": ({ balance }) => BigInt(balance),
    // when objects of Card that exist get the fields of their new version (or "lazy", "eager")
    "main.ts#Card": "lazy",
  },
  {
    "main.ts#Account.balance": ({ balance }) => Number(balance),
  },
);

// --- types of both versions, written by ts-updatable diff ---
interface StateTransformers {
  /** Account.balance: its type was `number` and is `bigint` */
  "main.ts#Account.balance": ((old: { readonly owner: string; readonly balance: number }) => bigint | Promise<bigint>) | "keep";
  /** when objects of Account that exist get the fields of their new version */
  "main.ts#Account"?:
    | "eager"
    | ((
        objects: readonly { readonly owner: string; readonly balance: number }[],
        convert: (object: { readonly owner: string; readonly balance: number }) => void,
      ) => void);
  /** when objects of Card that exist get the fields of their new version */
  "main.ts#Card"?:
    | "lazy"
    | "eager"
    | ((objects: readonly { readonly uses: number }[], convert: (object: { readonly uses: number }) => void) => void);
}
interface WayBack {
  /** Account.balance: its type was `bigint` and is `number` */
  "main.ts#Account.balance"?:
    | ((old: { readonly owner: string; readonly balance: bigint; readonly payments: number }) => number | Promise<number>)
    | "keep";
}
declare const foreign: unique symbol;
declare namespace Old {}
declare namespace New {}

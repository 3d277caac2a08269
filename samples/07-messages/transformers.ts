import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    // An order from a version 1 that is still running, for a cook of version 2.
    "channel:orders": ({ n, dish }) => ({ n, dishes: [dish] }),
  },
  {
    // And the other way round: version 1 cooks one dish. An order of two waits until the cook has learnt it.
    "channel:orders": ({ n, dishes: [dish = "nothing", ...more] }) => (more.length === 0 ? { n, dish } : undefined),
  },
);

// --- types of both versions, written by ts-updatable diff ---
interface StateTransformers {
  /** the new version has the new parameter `dishes` (order.ts:10:28), for which a running call has no value */
  "order.ts#serve:dishes"?: ((locals: { readonly n: number; readonly dish: string }) => ReadonlyArray<string>) | { readonly from: string };
  /** `message: Order` -> `Order.dishes: ReadonlyArray<string>` is new and required (order.ts:1 -> order.ts:3) */
  "channel:orders": ((old: Old.Order) => New.Order | Promise<New.Order>) | "keep";
}
interface WayBack {
  /** the new version has the new parameter `dish` (order.ts:10:28), for which a running call has no value */
  "order.ts#serve:dish"?: ((locals: { readonly n: number; readonly dishes: ReadonlyArray<string> }) => string) | { readonly from: string };
  /** `message: Order` -> `Order.dish: string` is new and required (order.ts:1 -> order.ts:3) */
  "channel:orders"?: ((old: New.Order) => Old.Order | undefined | Promise<Old.Order | undefined>) | "keep";
}
declare const foreign: unique symbol;
declare namespace Old {
  /** order.ts:1 */
  interface Order {
    n: number;
    dish: string;
  }
}
declare namespace New {
  /** order.ts:1 */
  interface Order {
    n: number;
    dishes: ReadonlyArray<string>;
  }
}

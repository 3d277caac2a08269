// A worker's side of the control plane: offers `deliver`. What answers is loaded with the first message.
import type { ControlMessage, ControlReply } from "../contract/protocol.js";
import { CONTROL_SYMBOL } from "../contract/protocol.js";
import { createDeliver } from "./deliver.js";
import type { Deliver } from "./poll.js";
import type { Shared } from "./shared.js";

export function offerControl({ cells }: Shared, load: () => (message: ControlMessage) => ControlReply): void {
  let deliver: Deliver | undefined;
  const offered: { readonly deliver: Deliver } = {
    deliver: (json) => {
      deliver ??= createDeliver(cells, load());
      return deliver(json);
    },
  };
  Object.defineProperty(globalThis, Symbol.for(CONTROL_SYMBOL), { value: offered, configurable: true });
}

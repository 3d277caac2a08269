import { type MessagePort, parentPort } from "node:worker_threads";
import { channel } from "ts-updatable";
import { obey } from "./asked.js";
import { type Command, execute } from "./commands.js";
import { type Receipt, toReceipt } from "./receipts.js";

export function manage(): void {
  const port = parentPort as MessagePort;
  const receipts = channel<Receipt>(port, "receipts");
  const commands = channel<Command>(port, "commands").on("message", (command) => receipts.post(toReceipt(execute(command))));
  commands.on("held", ({ count, why }) => console.log(`manager holds ${count}: ${why}`));
  port.on("message", (words: unknown) => {
    if (Array.isArray(words)) void obey("manager", words as string[]);
  });
  console.log("ready");
}

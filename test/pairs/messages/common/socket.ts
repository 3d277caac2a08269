import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import { channel } from "ts-updatable";
import { obey } from "./asked.js";
import { type Command, readCommand } from "./commands.js";
import { type Receipt, showReceipt } from "./receipts.js";

const onReceipt = (receipt: Receipt): void => console.log(showReceipt(receipt));

export function serve(): void {
  const manager = new Worker(new URL(import.meta.url.replace("socket.js", "main.js")));
  const commands = channel<Command>(manager, "commands");
  channel<Receipt>(manager, "receipts").on("message", onReceipt);
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      const [who = "", ...words] = line.split(" ");
      if (who === "manager") manager.postMessage(words);
      else if (who === "socket") void obey("socket", words);
      else for (const command of readCommand(line)) commands.post(command);
    })
    .on("close", () => manager.terminate());
}

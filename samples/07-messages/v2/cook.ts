// The cook's thread: serves each order, and has a loaf in the oven that nothing may disturb.
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type MessagePort, parentPort } from "node:worker_threads";
import { channel, transaction } from "ts-updatable";
import { type Order, serve } from "./order.js";

const orders = channel<Order>(parentPort as MessagePort, "orders");
orders.on("message", serve);
orders.on("held", () => console.log("an order waits until the cook knows how"));

async function watchOven(): Promise<void> {
  while (!existsSync("build/07-messages/loaf-is-done")) await sleep(50);
}

function bake(): Promise<void> {
  return transaction(watchOven, { label: "loaf" });
}

await bake();

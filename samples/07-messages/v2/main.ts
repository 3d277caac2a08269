// Takes three orders a second.
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { channel } from "ts-updatable";
import { type Order, takeOrder } from "./order.js";

const cook = new Worker(new URL("./cook.js", import.meta.url), { name: "cook" });
const orders = channel<Order>(cook, "orders");

for (let n = 1; ; n++) {
  orders.post(takeOrder(n));
  await sleep(300);
}

import type { MessagePort } from "node:worker_threads";
import { channel } from "ts-updatable";
import { type Ball, numberOf, toBall } from "./ball.js";

export interface Line {
  post(n: number): void;
  onNumber(listener: (n: number) => void): void;
}

/** Plain messages hold the same in both versions; those of the channel do not. */
export function openLine(port: MessagePort): Line {
  if (process.env["WAY"] === "plain")
    return { post: (n) => port.postMessage(n), onNumber: (listener) => void port.on("message", (n: number) => listener(n)) };
  const balls = channel<Ball>(port, "balls");
  return {
    post: (n) => balls.post(toBall(n)),
    onNumber: (listener) => {
      if (process.env["WAY"] === "iterated") void iterate(balls, listener);
      else balls.on("message", (ball) => listener(numberOf(ball)));
    },
  };
}

async function iterate(balls: AsyncIterable<Ball>, listener: (n: number) => void): Promise<void> {
  for await (const ball of balls) listener(numberOf(ball));
}

// What a channel is on each kind of endpoint; what versions make of its messages is shown by the pairs `messages` and `pings`.
import { fork } from "node:child_process";
import { join } from "node:path";
import { BroadcastChannel, MessageChannel } from "node:worker_threads";
import { expect, test } from "vitest";
import { type Channel, channel, status } from "../../runtime/index.ts";
import { projectFolder } from "../harness/imports.ts";

async function take<Message>(from: Channel<Message>, count: number): Promise<Message[]> {
  const taken: Message[] = [];
  for await (const message of from) if (taken.push(message) === count) break;
  return taken;
}

test("a port keeps order, and moves what is transferred", async () => {
  const { port1, port2 } = new MessageChannel();
  const bytes = new ArrayBuffer(8);
  const sent = channel<number | ArrayBuffer>(port1, "numbers");
  for (let n = 0; n < 3; n++) sent.post(n);
  sent.post(bytes, [bytes]);
  expect(bytes.byteLength).toBe(0);
  const taken = await take(channel<number | ArrayBuffer>(port2, "numbers"), 4);
  expect(taken.slice(0, 3)).toEqual([0, 1, 2]);
  expect((taken[3] as ArrayBuffer).byteLength).toBe(8);
});

test("channels of one endpoint do not mix, and what comes before one is opened stays for it", async () => {
  const { port1, port2 } = new MessageChannel();
  channel(port1, "late").post("kept");
  channel(port1, "early").post("first");
  port1.postMessage("plain");
  const plain = new Promise((resolve) => port2.on("message", (message) => typeof message === "string" && resolve(message)));
  expect(await take(channel(port2, "early"), 1)).toEqual(["first"]);
  expect(await plain).toBe("plain");
  expect(status().held).toMatchObject([{ channel: "late", count: 1, why: expect.stringContaining("nobody has asked") }]);
  expect(await take(channel(port2, "late"), 1)).toEqual(["kept"]);
  expect(status().held).toBeUndefined();
  port2.close();
});

test("a message has one receiver, and the next one goes on where it ended", async () => {
  const { port1, port2 } = new MessageChannel();
  for (const n of [1, 2, 3]) channel(port1, "numbers").post(n);
  const numbers = channel<number>(port2, "numbers");
  expect(channel(port2, "numbers")).toBe(numbers);
  expect(await take(numbers, 1)).toEqual([1]);
  const heard = new Promise<number[]>((resolve) => {
    const all: number[] = [];
    numbers.on("message", (n) => all.push(n) === 2 && resolve(all));
  });
  expect(() => numbers.on("message", () => undefined)).toThrow("has a receiver already");
  expect(() => numbers[Symbol.asyncIterator]()).toThrow("has a receiver already");
  expect(await heard).toEqual([2, 3]);
  numbers.close();
});

test("an error of a listener is the program's, and the messages behind it arrive", async () => {
  const { port1, port2 } = new MessageChannel();
  for (const n of [1, 2, 3]) channel(port1, "numbers").post(n);
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException").on("uncaughtException", onError);
  const heard = new Promise<number>((resolve) => {
    channel<number>(port2, "numbers").on("message", (n) => {
      if (n === 2) throw new Error("not this one");
      if (n === 3) resolve(n);
    });
  });
  expect(await heard).toBe(3);
  process.off("uncaughtException", onError);
  for (const listener of before) process.on("uncaughtException", listener);
  expect(errors).toMatchObject([{ message: "not this one" }]);
  port2.close();
});

test("what cannot be cloned is not sent", () => {
  const { port1, port2 } = new MessageChannel();
  expect(() => channel(port1, "any").post(() => undefined)).toThrow("could not be cloned");
  port2.close();
});

test("a broadcast channel reaches all others, each sender in its order", async () => {
  const [first, second, third] = [new BroadcastChannel("room"), new BroadcastChannel("room"), new BroadcastChannel("room")];
  const taken = take(channel<string>(third, "words"), 4);
  for (const word of ["a", "b"]) {
    channel<string>(first, "words").post(`first ${word}`);
    channel<string>(second, "words").post(`second ${word}`);
  }
  const words = await taken;
  for (const sender of ["first", "second"]) expect(words.filter((word) => word.startsWith(sender))).toEqual([`${sender} a`, `${sender} b`]);
  for (const each of [first, second, third]) each.close();
});

test("a child process and its parent, which ends when nobody listens any more", async () => {
  const child = fork(join(projectFolder, "test/runtime/echo.mjs"));
  channel(child, "heard").post("a");
  channel(child, "read").post("b");
  expect(await take(channel(child, "heard"), 1)).toEqual([{ heard: "a" }]);
  expect(await take(channel(child, "read"), 1)).toEqual([{ read: "b" }]);
  expect(() => channel(child, "read").post("c", [new ArrayBuffer(1)])).toThrow("to another process");
  const ended = new Promise((resolve) => child.on("exit", resolve));
  channel(child, "read").post("end");
  expect(await ended).toBe(0);
});

test("an endpoint is something that sends and receives messages", () => {
  expect(() => channel({} as never, "any")).toThrow("a channel is opened on something that sends and receives messages");
});

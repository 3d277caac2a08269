// A message can interrupt a thread where its stack has no room left: it is sent again, and what it asks for is done once.
import { expect, test } from "vitest";
import type { ControlReply } from "../../runtime/contract/protocol.ts";
import { createDeliver } from "../../runtime/control/deliver.ts";
import { offer } from "../../runtime/control/gate.ts";
import { ThreadQueue } from "../../runtime/control/thread-queue.ts";

const answer = { ok: true, version: "2", pending: null, stale: [] };
const transport = (post: (json: string) => string) => ({ post: async (json: string) => post(json), rest: () => undefined });

test("a message that found no room is answered when there is some", async () => {
  let asked = 0;
  let posts = 0;
  const deliver = createDeliver(
    new Int32Array(8),
    ({ id }) => {
      asked++;
      return { kind: "done", id, answer };
    },
    () => false,
  );
  const queue = new ThreadQueue(
    transport((json) => {
      posts++;
      // As the inspector tells it.
      if (posts === 1) throw new Error("RangeError: Maximum call stack size exceeded\n    at deep (main.js:1:1)");
      return deliver(json);
    }),
  );
  expect(await queue.send({ kind: "tick", id: 1 })).toMatchObject({ kind: "done", answer });
  expect({ asked, posts }).toEqual({ asked: 1, posts: 2 });
});

test("an update for whose answer there was no room is not made twice", async () => {
  const cells = new Int32Array(8);
  let begun = 0;
  let room = 0;
  const reply = (id: number): ControlReply => ({
    kind: "done",
    id,
    answer: {
      ...answer,
      get stale() {
        room++;
        if (room === 1) throw new RangeError("Maximum call stack size exceeded");
        return [];
      },
    },
  });
  const deliver = createDeliver(
    cells,
    ({ id }) => {
      begun++;
      return reply(id);
    },
    () => false,
  );
  const queue = new ThreadQueue(
    transport((json) => {
      try {
        return deliver(json);
      } catch (thrown) {
        throw new Error(String(thrown));
      }
    }),
  );
  offer(cells, 0, 7);
  const told = await queue.send({ kind: "apply", id: 7, gate: 0, params: { path: "/patch" } });
  expect(told).toMatchObject({ kind: "done", answer: { ok: true } });
  expect({ begun, room }).toEqual({ begun: 1, room: 2 });
});

// How a client of the servers asks, over each protocol.
import { Agent, get } from "node:http";
import type { Answer } from "./server/shop.ts";

export interface Connection {
  ask(session: string, id: number): Promise<Answer>;
  close(): void;
}

export const protocols = { http: connectHttp, websocket: connectWebSocket } as const;
export type Protocol = keyof typeof protocols;

async function connectHttp(port: number): Promise<Connection> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (session: string, id: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      get({ port, agent, host: "127.0.0.1", path: `/order?session=${session}&id=${id}` }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => (response.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text))));
      }).on("error", reject);
    });
  return { ask, close: () => agent.destroy() };
}

/** One question at a time, so the next message is the answer to it. */
async function connectWebSocket(port: number): Promise<Connection> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  let settle: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined;
  socket.onmessage = ({ data }) => settle?.resolve(JSON.parse(String(data)));
  socket.onclose = () => settle?.reject(new Error("the connection was closed"));
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error("no connection"));
  });
  const ask = (session: string, id: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      settle = { resolve, reject };
      socket.send(JSON.stringify({ session, id }));
    });
  return { ask, close: () => socket.close() };
}

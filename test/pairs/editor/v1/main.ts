// An editor server: each keystroke comes as one WebSocket message, and the document grows by it. A client types fifty times a second.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { answerLines } from "./ask.js";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Text messages of one connection (RFC 6455): masked, unfragmented frames of at most 125 bytes. */
async function* messages(socket: Socket): AsyncGenerator<string, void> {
  let buffered = Buffer.alloc(0);
  for await (const chunk of socket) {
    buffered = Buffer.concat([buffered, chunk as Buffer]);
    for (;;) {
      const length = (buffered[1] ?? 0) & 127;
      if (buffered.length < 6 + length) break;
      const [mask, masked] = [buffered.subarray(2, 6), buffered.subarray(6, 6 + length)];
      const text = Buffer.from(masked.map((byte, index) => byte ^ (mask[index & 3] as number))).toString();
      buffered = buffered.subarray(6 + length);
      yield text;
    }
  }
}

const frame = (text: string): Buffer => Buffer.concat([Buffer.from([0x81, Buffer.byteLength(text)]), Buffer.from(text)]);

interface Keystroke {
  readonly at: number;
  readonly key: string;
}

const editor = { text: "", connections: 0, versions: new Set<string>() };

async function edit(socket: Socket): Promise<void> {
  editor.connections++;
  const document: string[] = [];
  let keystrokes = 0;
  for await (const message of messages(socket)) {
    const { at, key } = JSON.parse(message) as Keystroke;
    document.splice(at, 0, key);
    keystrokes++;
    editor.versions.add("v1");
    editor.text = document.join("");
    socket.write(frame(`${keystrokes}`));
  }
}

const server = createServer();
server.on("upgrade", (request: IncomingMessage, socket: Socket) => {
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${GUID}`).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  void edit(socket);
});
server.listen(0);
await once(server, "listening");

const client = new WebSocket(`ws://127.0.0.1:${(server.address() as { port: number }).port}`);
await once(client, "open");
let typed = "";
let acknowledged = 0;
let closed = 0;
client.onmessage = ({ data }) => {
  acknowledged = Number(data);
};
client.onclose = () => closed++;
const typing = setInterval(() => {
  const at = (typed.length * 7) % (typed.length + 1);
  const key = "abcdefghijklmnopqrstuvwxyz"[typed.length % 26] as string;
  typed = typed.slice(0, at) + key + typed.slice(at);
  client.send(JSON.stringify({ at, key }));
}, 20);

answerLines((line) => {
  if (line === "stop") clearInterval(typing);
  const { versions, text, connections } = editor;
  const isSettled = acknowledged === typed.length;
  return `${[...versions].join("")} ${connections} connections ${closed} closed, settled ${isSettled}, equal ${text === typed}, long ${typed.length > 25}`;
});

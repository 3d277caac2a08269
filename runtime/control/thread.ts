// The helper thread: opens the control socket and carries requests between clients and the program thread. Started by listen.ts.
import { rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { errorText } from "./answers.js";
import { Channel } from "./channel.js";
import { serve } from "./connection.js";
import { Controller } from "./controller.js";
import { note } from "./note.js";
import { PortTransport } from "./port-transport.js";
import { bindPath, publish } from "./socket-file.js";
import { CLOSE, type ListenOutcome, type ProbationMessage, type Route, type ThreadData } from "./thread-data.js";
import type { Transport } from "./transport.js";

const data = workerData as ThreadData;
const clients = new Set<Socket>();
const channel = new Channel(await openTransport(data.route));
const controller = new Controller(channel, data.cells);

parentPort?.on("message", (message: typeof CLOSE | ProbationMessage) => {
  if (message === CLOSE) close();
  else controller.watch(message.deadline);
});
tell(await open());

/** The inspector is loaded only where it is used: some builds of Node have none. */
async function openTransport(route: Route): Promise<Transport> {
  if (route.kind === "port") return new PortTransport(route.port, route.wake);
  const { InspectorTransport } = await import("./inspector-transport.js");
  return new InspectorTransport(data.cells);
}

async function open(): Promise<ListenOutcome> {
  const server = createServer({ allowHalfOpen: true }, accept());
  try {
    await listen(server, bindPath(data.folder));
    await publish(data.folder, data.socket, data.identity);
    return { kind: "listening", socket: data.socket };
  } catch (thrown) {
    server.close();
    return { kind: "refused", error: { code: "SOCKET_REFUSED", message: errorText(thrown) } };
  } finally {
    await rm(data.folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function accept(): (socket: Socket) => void {
  return (socket) => {
    clients.add(socket);
    socket.on("close", () => clients.delete(socket));
    serve(socket, controller);
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      // From here on a failed accept must not end the helper thread.
      server.off("error", reject).on("error", (error) => note(`control socket: ${error.message}`));
      resolve();
    });
  });
}

/** The process ends: the inspector session must be gone first, and clients must not take what is cut off for an answer. */
function close(): void {
  for (const client of clients) client.destroy();
  channel.disconnect();
}

function tell(outcome: ListenOutcome): void {
  if (outcome.kind === "refused") note(`${outcome.error.message} This process runs on, but cannot be updated from outside.`);
  parentPort?.postMessage(outcome);
}

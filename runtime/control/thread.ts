// The helper thread: opens the control socket and carries requests between clients and the program's threads. Started by listen.ts.
import { rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { errorText } from "./answers.js";
import { serve } from "./connection.js";
import { Controller } from "./controller.js";
import { Group } from "./group.js";
import { note } from "./note.js";
import { PortLink } from "./port-link.js";
import { bindPath, publish } from "./socket-file.js";
import { CLOSE, type ListenOutcome, type ProbationMessage, type Route, type ThreadData } from "./thread-data.js";
import { Threads } from "./threads.js";
import type { Link } from "./transport.js";

const data = workerData as ThreadData;
const clients = new Set<Socket>();
const threads = new Threads(await openLink(data.route), data.cells);
const controller = new Controller(new Group(threads), (work) => threads.hold(work));

parentPort?.on("message", (message: typeof CLOSE | ProbationMessage) => {
  if (message === CLOSE) close();
  else controller.watch(message.deadline);
});
tell(await open());

/** The inspector is loaded only where it is used: some builds of Node have none. */
async function openLink(route: Route): Promise<Link> {
  if (route.kind === "port") return new PortLink(route.port, route.wake);
  const { InspectorLink } = await import("./inspector-link.js");
  return new InspectorLink(data.cells);
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
  threads.disconnect();
}

function tell(outcome: ListenOutcome): void {
  if (outcome.kind === "refused") note(`${outcome.error.message} This process runs on, but cannot be updated from outside.`);
  parentPort?.postMessage(outcome);
}

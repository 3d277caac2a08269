// The helper thread: opens the control socket, or joins the process that has it, and carries requests between clients and the program's threads. Started by listen.ts.
import { rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { errorText } from "./answers.js";
import { serve } from "./connection.js";
import { Controller } from "./controller.js";
import { Group } from "./group.js";
import { note } from "./note.js";
import { PortLink } from "./port-link.js";
import { Fleet } from "./processes/fleet.js";
import { seek } from "./processes/seek.js";
import { bindPath, makeFolder, publish, SocketInUse } from "./socket-file.js";
import { CLOSE, type ListenOutcome, type ProbationMessage, type Route, type ThreadData, type VersionMessage } from "./thread-data.js";
import { Threads } from "./threads.js";
import type { Link } from "./transport.js";
import { Writing } from "./writing.js";

const data = workerData as ThreadData;
const clients = new Set<Socket>();
const threads = new Threads(await openLink(data.route), data.cells);
const { role, self } = data.membership;
/** What this process is asked by the one that it has joined; what it asks itself. */
const own = new Controller(new Group(threads), (work) => threads.hold(work));
const fleet = new Fleet(own, self, data.socket, data.token);
/** What clients ask, where this process listens. */
const all = new Controller(fleet, (work) => work());
const writing = new Writing(threads.leader, (work) => threads.hold(work));
/** To the process that listens, where this one has joined it. */
let joined: Socket | undefined;

parentPort?.on("message", (message: typeof CLOSE | ProbationMessage | VersionMessage) => {
  if (message === CLOSE) close();
  else if (message.kind === "version") fleet.changed(message.version);
  else (role === "listens" ? all : own).watch(message.deadline);
});
tell(data.folder === undefined ? await join() : await open(data.folder).catch(refused));

/** The inspector is loaded only where it is used: some builds of Node have none. */
async function openLink(route: Route): Promise<Link> {
  if (route.kind === "port") return new PortLink(route.port, route.wake, data.cells);
  const { InspectorLink } = await import("./inspector-link.js");
  return new InspectorLink(data.cells);
}

/** Looks for the process that listens; `either` listens itself where there is none. */
function join(): Promise<ListenOutcome> {
  const onConnection = (connection: Socket | undefined): void => {
    joined = connection;
  };
  const listen = role === "either" ? listenUnlessInUse : undefined;
  return seek({ socket: data.socket, self, service: own, onConnection, listen });
}

/** Undefined where another process listens. */
async function listenUnlessInUse(): Promise<ListenOutcome | undefined> {
  try {
    return await open(makeFolder(data.socket));
  } catch (thrown) {
    return thrown instanceof SocketInUse ? undefined : refused(thrown);
  }
}

function refused(thrown: unknown): ListenOutcome {
  return { kind: "refused", error: { code: "SOCKET_REFUSED", message: errorText(thrown) } };
}

async function open(folder: string): Promise<ListenOutcome> {
  const server = createServer({ allowHalfOpen: true }, accept);
  try {
    await listen(server, bindPath(folder));
    await publish(folder, data.socket, data.identity);
    return { kind: "listening", socket: data.socket };
  } catch (thrown) {
    server.close();
    // Another file may get the same number: it must not be taken for ours at the end.
    data.identity.fill(0n);
    throw thrown;
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function accept(socket: Socket): void {
  clients.add(socket);
  socket.on("close", () => clients.delete(socket));
  serve(socket, all, { door: fleet.door, writing });
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
  joined?.destroy();
  threads.close();
}

function tell(outcome: ListenOutcome): void {
  if (outcome.kind === "refused") note(`${outcome.error.message} This process runs on, but cannot be updated from outside.`);
  parentPort?.postMessage(outcome);
}

// The successor's side: its servers go on with the listening sockets of the process that started it.
import type { Server } from "node:net";
import { listen } from "../control/listen.js";
import { handle as answerControl } from "../handle.js";
import { isOurs, type SocketName, SUCCESSOR_VARIABLE, type ToPredecessor, type ToSuccessor } from "./messages.js";
import { sockets } from "./sockets.js";

/** Where a server listens, unless it takes over the socket of a predecessor. */
export interface SocketOptions {
  readonly port: number;
  readonly host?: string;
  readonly backlog?: number;
  /** By which the successor finds the socket. Default: `host:port`, as they are given here. */
  readonly name?: SocketName;
}

export async function listenOrTakeOver(server: Server, options: SocketOptions): Promise<"listening" | "taken-over"> {
  const { port, host = "*", name = `${host}:${port}` } = options;
  sockets.add(name, server);
  try {
    const handle = await predecessor?.take(name, (given) => open(server, () => server.listen(given)));
    if (handle === "taken") return "taken-over";
    await open(server, () => server.listen({ port, host: options.host, backlog: options.backlog }));
    return "listening";
  } catch (error) {
    sockets.remove(name, server);
    throw error;
  }
}

function open(server: Server, begin: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      server.off("listening", succeed);
      reject(error);
    };
    const succeed = (): void => {
      server.off("error", fail);
      resolve();
    };
    server.once("error", fail).once("listening", succeed);
    begin();
  });
}

/** One socket that is wanted. */
interface Wanted {
  readonly attach: (given: Server) => Promise<void>;
  readonly settle: (end: "taken" | "open your own" | Error) => void;
}

class Predecessor {
  readonly #wanted = new Map<SocketName, Wanted>();
  #isGone = false;

  constructor() {
    process.on("message", this.#receive);
    process.once("disconnect", this.#lose);
    // Only a socket that is wanted keeps the process waiting for it.
    process.channel?.unref();
  }

  /**
   * Asks for a socket. `attach` is called with it before any connection can come in by it. Where there is none, or the predecessor has
   * ended before it gave it, the successor opens its own.
   */
  async take(name: SocketName, attach: Wanted["attach"]): Promise<"taken" | "open your own"> {
    if (this.#isGone) return "open your own";
    process.channel?.ref();
    try {
      return await new Promise((resolve, reject) => {
        this.#wanted.set(name, { attach, settle: (end) => (end instanceof Error ? reject(end) : resolve(end)) });
        tell({ handover: "wants", name });
      });
    } finally {
      this.#wanted.delete(name);
      if (this.#wanted.size === 0) process.channel?.unref();
    }
  }

  readonly #receive = (message: unknown, handle: unknown): void => {
    if (!isOurs<ToSuccessor>(message)) return;
    if (message.handover === "over") return this.#end(message.control);
    const wanted = this.#wanted.get(message.name);
    if (wanted === undefined) return;
    if (message.handover === "unknown") return wanted.settle("open your own");
    // At once: in the next turn of the event loop Node would accept connections for the server that it has made of the handle.
    wanted.attach(handle as Server).then(() => {
      tell({ handover: "took", name: message.name });
      wanted.settle("taken");
    }, wanted.settle);
  };

  #end(control: string | undefined): void {
    this.#leave();
    process.disconnect();
    if (control !== undefined) listen({ socket: control }, answerControl);
  }

  readonly #lose = (): void => {
    this.#leave();
    for (const { settle } of this.#wanted.values()) settle("open your own");
  };

  #leave(): void {
    this.#isGone = true;
    process.off("message", this.#receive);
    process.off("disconnect", this.#lose);
  }
}

const tell = (message: ToPredecessor): void => void process.send?.(message, () => undefined);

/** Nobody, where this process was not started by `handOver`. What it starts itself inherits its environment, and is no successor. */
function findPredecessor(): Predecessor | undefined {
  const isSuccessor = process.env[SUCCESSOR_VARIABLE] === String(process.ppid) && process.connected === true;
  delete process.env[SUCCESSOR_VARIABLE];
  return isSuccessor ? new Predecessor() : undefined;
}

const predecessor = findPredecessor();

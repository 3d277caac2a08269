// The listening sockets of this process that a successor can take over, by name.
import type { Server } from "node:net";
import type { SocketName } from "./messages.js";

class Sockets {
  readonly #servers = new Map<SocketName, Server>();

  /** Until it is closed. Throws where the name is in use. */
  add(name: SocketName, server: Server): void {
    if (this.#servers.has(name))
      throw new Error(`two servers of this process are called ${name}: give each a \`name\` of its own, by which its successor finds it.`);
    this.#servers.set(name, server);
    server.once("close", () => this.remove(name, server));
  }

  remove(name: SocketName, server: Server): void {
    if (this.#servers.get(name) === server) this.#servers.delete(name);
  }

  listening(): ReadonlyMap<SocketName, Server> {
    return new Map([...this.#servers].filter(([, server]) => server.listening));
  }
}

export const sockets: Sockets = new Sockets();
